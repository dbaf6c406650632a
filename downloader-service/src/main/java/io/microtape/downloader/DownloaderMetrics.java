package io.microtape.downloader;

import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureProof;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.circuitbreaker.CircuitBreaker;
import java.util.Locale;

/** What a downloader counts, in Prometheus' words. */
public final class DownloaderMetrics {
    private final MeterRegistry registry;

    public DownloaderMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void request(PageOutcome outcome) {
        registry.counter("microtape.vendor.requests", "outcome", word(outcome)).increment();
    }

    public void heldByBreaker() {
        registry.counter("microtape.vendor.requests.held").increment();
    }

    public void published(CaptureProof proof) {
        registry.counter("microtape.rows.received").increment((double) proof.rowsReceived());
        registry.counter("microtape.rows.kept").increment((double) proof.rowsKept());
        registry.counter("microtape.bytes.published").increment((double) proof.bytes());
    }

    public void settled(CaptureOutcome outcome) {
        registry.counter("microtape.captures", "outcome", word(outcome)).increment();
    }

    void watch(RateLimiter limiter, CircuitBreaker breaker) {
        registry.gauge("microtape.rate.waiting", limiter, RateLimiter::waiting);
        registry.gauge("microtape.breaker.state", breaker, circuit -> switch (circuit.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        });
    }

    private static String word(Object outcome) {
        return outcome.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
