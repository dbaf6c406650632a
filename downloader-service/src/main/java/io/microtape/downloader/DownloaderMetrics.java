package io.microtape.downloader;

import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.RateStatus;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureProof;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a downloader counts, in Prometheus' words; {@code docs/operator.md} lists them. */
public final class DownloaderMetrics {
    private static final String REQUESTS = "microtape.vendor.requests";
    private static final double MILLIS = 1e3;

    private final MeterRegistry registry;

    /** Begins every count that has a name already, so that none is missing until it first happens. */
    public DownloaderMetrics(MeterRegistry registry) {
        this.registry = registry;
        Arrays.stream(PageOutcome.class.getPermittedSubclasses())
                .forEach(outcome -> registry.counter(REQUESTS, "outcome", word(outcome)));
        registry.counter(REQUESTS + ".held");
    }

    /** Counts a request by what came of it. */
    public void request(PageOutcome outcome) {
        registry.counter(REQUESTS, "outcome", word(outcome.getClass())).increment();
    }

    /** Counts a request that waits because the circuit is open. */
    public void heldByBreaker() {
        registry.counter(REQUESTS + ".held").increment();
    }

    public void published(CaptureProof proof) {
        registry.counter("microtape.rows.received").increment((double) proof.rowsReceived());
        registry.counter("microtape.rows.kept").increment((double) proof.rowsKept());
        registry.counter("microtape.bytes.published").increment((double) proof.bytes());
    }

    /** Counts a settled capture by its outcome. */
    public void settled(CaptureOutcome outcome) {
        registry.counter("microtape.captures", "outcome", word(outcome.getClass())).increment();
    }

    /** Shows the budget, the breaker and the requests in flight as they are when somebody looks. */
    public void watch(RateLimiter limiter, VendorBreaker breaker, ConcurrencyGate gate) {
        FunctionCounter.builder("microtape.rate.permits", limiter, each -> each.status().used()).register(registry);
        FunctionCounter.builder("microtape.rate.throttled", limiter, each -> each.status().throttled())
                .register(registry);
        rate(limiter, "allowed", RateStatus::allowed);
        rate(limiter, "ceiling", RateStatus::ceiling);
        rate(limiter, "used", RateStatus::using);
        rate(limiter, "headroom", RateStatus::headroom);
        rate(limiter, "waiting", RateStatus::waiting);
        rate(limiter, "pause.seconds", status -> status.pauseLeft().toMillis() / MILLIS);
        rate(limiter, "reachable", status -> status.reachable() ? 1 : 0);
        registry.gauge("microtape.breaker.state", breaker, circuit -> switch (circuit.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        });
        registry.gauge("microtape.breaker.retry.seconds", breaker,
                circuit -> circuit.untilNextTry().toMillis() / MILLIS);
        registry.gauge("microtape.concurrency.limit", gate, ConcurrencyGate::limit);
        registry.gauge("microtape.concurrency.used", gate, ConcurrencyGate::inFlight);
    }

    private void rate(RateLimiter limiter, String what, ToDoubleFunction<RateStatus> value) {
        registry.gauge("microtape.rate." + what, limiter, each -> value.applyAsDouble(each.status()));
    }

    private static String word(Class<?> outcome) {
        return outcome.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
