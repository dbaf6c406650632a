package io.microtape.downloader.vendor.polygon;

import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.model.vendor.Plan;
import io.microtape.model.vendor.RequestRate;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/** The {@code polygon} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record PolygonSettings(URI baseUrl, Plan plan, int requestsPerSecond, int requestsPerSecondMax,
        int requestsPerMinute, double rateLimitDelaySeconds, int pageLimit, int maxPages, long maxBodyBytes,
        Duration connectTimeout, Duration readIdleTimeout, Duration totalTimeout, int triesPerPage, Duration backoff,
        Duration backoffMax) {
    private static final int VENDORS_ADVICE = 100;
    private static final double LEAST_DELAY = 0.01;
    private static final double MOST_DELAY = 3600;

    public PolygonSettings {
        if (baseUrl.getHost() == null || baseUrl.getUserInfo() != null || baseUrl.getQuery() != null) {
            throw new IllegalArgumentException(
                    "polygon.base_url is '%s'; write scheme, host and perhaps a port, such as https://api.polygon.io"
                            .formatted(baseUrl));
        }
        if (!"https".equals(baseUrl.getScheme()) && !("http".equals(baseUrl.getScheme()) && loopback(baseUrl))) {
            throw new IllegalArgumentException(
                    "polygon.base_url is '%s'; the key is sent over https only, http is for loopback".formatted(
                            baseUrl));
        }
        range("polygon.requests_per_second_max", requestsPerSecondMax, 1, VENDORS_ADVICE);
        range("polygon.requests_per_second", requestsPerSecond, 1, VENDORS_ADVICE);
        if (requestsPerSecond > requestsPerSecondMax) {
            throw new IllegalArgumentException(
                    "polygon.requests_per_second is %d, more than polygon.requests_per_second_max, %d; lower the one or raise the other"
                            .formatted(requestsPerSecond, requestsPerSecondMax));
        }
        range("polygon.requests_per_minute", requestsPerMinute, 0, 60 * VENDORS_ADVICE);
        if (rateLimitDelaySeconds != 0
                && !(rateLimitDelaySeconds >= LEAST_DELAY && rateLimitDelaySeconds <= MOST_DELAY)) {
            throw new IllegalArgumentException(
                    "polygon.rate_limit_delay_seconds is %s; allowed is 0.01 to 3600, or 0 to go by requests_per_second"
                            .formatted(rateLimitDelaySeconds));
        }
        range("polygon.page_limit", pageLimit, 1, 50_000);
        range("polygon.max_pages", maxPages, 1, 1_000_000);
        range("polygon.max_body_bytes", maxBodyBytes, 1 << 20, 1L << 32);
        range("polygon.tries_per_page", triesPerPage, 1, 100);
        range("polygon.connect_timeout", connectTimeout, 1);
        range("polygon.read_idle_timeout", readIdleTimeout, 1);
        range("polygon.total_timeout", totalTimeout, 1);
        range("polygon.backoff", backoff, 0);
        range("polygon.backoff_max", backoffMax, 0);
    }

    /** The budget of the whole fleet. A delay between requests is a promise to the vendor, so it is never shortened. */
    public RateBudget budget() {
        var rate = RequestRate.of(plan, requestsPerSecond, requestsPerMinute, rateLimitDelaySeconds);
        return new RateBudget(rate.perSecond(), rateLimitDelaySeconds > 0 ? rate.perSecond() : requestsPerSecondMax,
                rate.perMinute());
    }

    /** The same with pages of so many rows. */
    public PolygonSettings withPageLimit(int rows) {
        return new PolygonSettings(baseUrl, plan, requestsPerSecond, requestsPerSecondMax, requestsPerMinute,
                rateLimitDelaySeconds, rows, maxPages, maxBodyBytes, connectTimeout, readIdleTimeout, totalTimeout,
                triesPerPage, backoff, backoffMax);
    }

    private static void range(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException("%s is %d; allowed is %d to %d".formatted(key, value, low, high));
        }
    }

    private static void range(String key, Duration value, long lowMillis) {
        if (value.toMillis() < lowMillis || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "%s is %d ms; allowed is %d ms to 1h".formatted(key, value.toMillis(), lowMillis));
        }
    }

    private static boolean loopback(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
