package io.microtape.downloader.vendor.polygon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.Faulty;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.NotEntitled;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Refused;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.downloader.vendor.Vendor;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.tape.TapeBatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Polygon.io, named Massive since 2025-10-30: {@code GET /v3/trades/{ticker}} and {@code /v3/quotes/{ticker}}, ascending
 * by SIP timestamp, pages joined by {@code next_url}.
 */
public final class PolygonVendor implements Vendor {
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int MAX_WORDS = 300;
    private static final int GZIP_BUFFER = 32 * 1024;
    private static final int WAITING_PER_CONNECTION = 4;
    /** A page is some 1.5 MB; each chunk changes threads. */
    private static final int CHUNK = 64 * 1024;

    private final Vertx vertx;
    private final PolygonSettings settings;
    private final VendorKey key;
    private final HttpClient client;

    /** @param connections most connections to the vendor at a time */
    public PolygonVendor(Vertx vertx, PolygonSettings settings, VendorKey key, int connections) {
        this.vertx = vertx;
        this.settings = settings;
        this.key = key;
        boolean tls = "https".equals(settings.baseUrl().getScheme());
        int port = settings.baseUrl().getPort();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setSsl(tls).setVerifyHost(true).setDefaultHost(settings.baseUrl().getHost())
                        .setDefaultPort(port >= 0 ? port : tls ? 443 : 80).setMaxChunkSize(CHUNK)
                        .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis())),
                new PoolOptions().setHttp1MaxSize(connections)
                        .setMaxWaitQueueSize(connections * WAITING_PER_CONNECTION));
    }

    @Override
    public String name() {
        return "polygon";
    }

    @Override
    public String endpoint(CaptureSpec spec) {
        return settings.baseUrl().getHost() + path(spec);
    }

    @Override
    public PageOutcome page(CaptureSpec spec, Optional<String> next, TapeBatch into) {
        into.clear();
        String uri;
        try {
            uri = next.map(url -> NextUrl.pathAndQuery(settings.baseUrl(), path(spec), url))
                    .orElseGet(() -> firstPage(spec));
        } catch (NextUrl.RefusedException e) {
            return new Faulty("its next_url is not followed: %s".formatted(e.getMessage()));
        }
        try {
            return ask(spec, uri, into);
        } catch (PageParser.NotAPageException e) {
            return new Unwell("its answer is no page: " + e.getMessage());
        } catch (JsonProcessingException e) {
            return new Unwell("its answer is not valid JSON or was cut off");
        } catch (IOException e) {
            return new Unwell("its answer did not arrive whole: " + e.getMessage());
        }
    }

    private PageOutcome ask(CaptureSpec spec, String uri, TapeBatch into) throws IOException {
        HttpClientRequest request = request(uri);
        // Of the two deadlines this is the outer one: no trickle of bytes keeps a page alive beyond it.
        long deadline = vertx.setTimer(settings.totalTimeout().toMillis(), _ -> request.reset());
        try {
            HttpClientResponse response = answer(request);
            return response.statusCode() == 200 ? page(spec, response, into) : refusal(response);
        } finally {
            vertx.cancelTimer(deadline);
        }
    }

    private HttpClientRequest request(String uri) throws IOException {
        var options = new RequestOptions().setMethod(HttpMethod.GET).setURI(uri)
                .putHeader("Authorization", key.bearer()).putHeader("Accept", "application/json")
                .putHeader("Accept-Encoding", "gzip").setConnectTimeout(settings.connectTimeout().toMillis())
                .setFollowRedirects(false);
        try {
            return Future.await(client.request(options));
        } catch (Exception e) {
            throw new IOException("no connection: " + e.getMessage(), e);
        }
    }

    private HttpClientResponse answer(HttpClientRequest request) throws IOException {
        request.idleTimeout(settings.readIdleTimeout().toMillis());
        try {
            // Paused in the very callback that brings it: a chunk that came before the reader would be dropped.
            return Future.await(request.send().map(HttpClientResponse::pause));
        } catch (Exception e) {
            throw new IOException("no answer: " + e.getMessage(), e);
        }
    }

    private PageOutcome page(CaptureSpec spec, HttpClientResponse response, TapeBatch into) throws IOException {
        PageParser.Envelope envelope;
        try (InputStream body = body(response)) {
            envelope = new PageParser(spec.tape(), settings.pageLimit()).parse(body, into);
        }
        if (!envelope.status().equals("OK") && !envelope.status().equals("DELAYED")) {
            return new Unwell(
                    "its answer has status '%s': %s".formatted(words(envelope.status()), words(envelope.words())));
        }
        String stated = response.getHeader("X-Item-Count");
        if (stated != null && !stated.trim().equals(Integer.toString(into.rows()))) {
            return new Unwell("it states %s rows and sent %d".formatted(words(stated), into.rows()));
        }
        String requestId = envelope.requestId().isEmpty() ? response.getHeader("X-Request-Id") : envelope.requestId();
        return new Page(into.rows(), Optional.of(envelope.nextUrl()).filter(url -> !url.isEmpty()),
                requestId == null ? "" : words(requestId));
    }

    private PageOutcome refusal(HttpClientResponse response) {
        int status = response.statusCode();
        String words = "HTTP %d: %s".formatted(status, errorWords(response));
        return switch (status) {
            case 429 -> new Throttled(retryAfter(response.getHeader("Retry-After")));
            case 401 -> new KeyRejected(words);
            case 403 -> new NotEntitled(words);
            case 408, 413, 425, 499 -> new Unwell(words);
            // A redirect is not followed, but neither is it the vendor's word on this question.
            default -> status >= 500 || status < 400 ? new Unwell(words) : new Refused(words);
        };
    }

    /** The body, decompressed and capped; closing it gives the connection back. */
    private InputStream body(HttpClientResponse response) throws IOException {
        var raw = new BodyStream(response, settings.readIdleTimeout());
        try {
            boolean gzip = "gzip".equalsIgnoreCase(response.getHeader("Content-Encoding"));
            return new CappedStream(gzip ? new GZIPInputStream(raw, GZIP_BUFFER) : raw, settings.maxBodyBytes());
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * The vendor's own words in an error body, which may be JSON of two shapes, HTML, nothing, or cut off: the status says
     * what it means, whatever became of the body.
     */
    private String errorWords(HttpClientResponse response) {
        String text;
        try (InputStream body = body(response)) {
            text = new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return words("");
        }
        try {
            JsonNode json = Json.mapper().readTree(text);
            for (String field : new String[] {"message", "error"}) {
                if (json != null && json.path(field).isTextual()) {
                    return words(json.path(field).textValue());
                }
            }
        } catch (JsonProcessingException e) {
            return words(text.replaceAll("<[^>]*>", " "));
        }
        return words(text);
    }

    private String words(String text) {
        String plain = key.redact(text).replaceAll("[\\s\\p{Cntrl}]+", " ").trim();
        return plain.isEmpty()
                ? "no further words"
                : plain.length() > MAX_WORDS ? plain.substring(0, MAX_WORDS) + "..." : plain;
    }

    /** Seconds; the date form of the header is read as "not said", and the fleet backs off by its own rule. */
    private static Optional<Duration> retryAfter(String header) {
        return header != null && header.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    private static String path(CaptureSpec spec) {
        String ticker = URLEncoder.encode(spec.symbol(), StandardCharsets.UTF_8).replace("+", "%20");
        return "/v3/" + spec.tape().word() + '/' + ticker;
    }

    private String firstPage(CaptureSpec spec) {
        return "%s?timestamp.gte=%d&timestamp.lt=%d&order=asc&sort=timestamp&limit=%d".formatted(path(spec),
                spec.windowFrom(), spec.windowTo(), settings.pageLimit());
    }
}
