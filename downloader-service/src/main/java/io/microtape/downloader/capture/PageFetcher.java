package io.microtape.downloader.capture;

import io.microtape.model.fleet.CircuitState;
import io.microtape.downloader.DownloaderMetrics;
import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.RateLimiter.Permit;
import io.microtape.downloader.ratelimit.Timing;
import io.microtape.downloader.vendor.KeyCheck;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.downloader.vendor.Vendor;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tracing.Activity;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gets one page, trying again where that can help. Each request has a place among those in flight and a permit of the
 * fleet's budget, taken outside the circuit breaker, so that waiting never looks like a slow vendor. A 429 slows down the
 * whole fleet and counts neither as a failure of the vendor nor as a try; nor does waiting for an open circuit, which
 * uses no budget. For one page at most {@link Retries#tries} + {@value #MOST_THROTTLED} requests are made, and as many
 * as there are tries to find out about the key.
 */
public final class PageFetcher {
    /** A vendor that throttles this often in a row has no room for us; the capture waits its turn in the ledger. */
    static final int MOST_THROTTLED = 60;
    private static final Duration LOOK_UP = Duration.ofMillis(250);
    private static final String UNWANTED = "it is no longer wanted";

    private final Vendor vendor;
    private final Guards guards;
    private final Retries retries;
    private final RandomGenerator random;
    private final DownloaderMetrics metrics;

    /** What a request passes before it is sent. */
    public record Guards(ConcurrencyGate gate, VendorBreaker breaker, RateLimiter limiter, KeyCheck keyCheck,
            Timing timing) {}

    /**
     * How often and how patiently a page is asked for.
     *
     * @param tries      requests for one page before it counts as failed
     * @param backoff    first wait; doubles with each try, with full jitter
     * @param backoffMax longest wait, also of a Retry-After
     */
    public record Retries(int tries, Duration backoff, Duration backoffMax) {}

    public PageFetcher(Vendor vendor, Guards guards, Retries retries, RandomGenerator random,
            DownloaderMetrics metrics) {
        this.vendor = vendor;
        this.guards = guards;
        this.retries = retries;
        this.random = random;
        this.metrics = metrics;
    }

    /** Who wants a page. */
    interface Asker {
        /** Whether it is still wanted; asked often. */
        boolean wanted();

        /** A request is made now. */
        void asked();
    }

    /** The page, or why not. The last outcome is {@code Unwell} only when every try was, or when it is no longer wanted. */
    PageOutcome fetch(CaptureSpec spec, Optional<String> next, TapeBatch into, Asker asker) {
        int tries = 0;
        int throttled = 0;
        while (asker.wanted()) {
            Optional<PageOutcome> outcome = ask(spec, next, into, asker);
            if (outcome.isPresent() && outcome.get() instanceof KeyRejected rejected) {
                outcome = Optional.of(guards.keyCheck().confirm(rejected, spec.tape(),
                        question -> ask(question, Optional.empty(), into, asker)
                                .orElseGet(() -> new Unwell("it was not asked"))));
            }
            switch (outcome.orElse(null)) {
                case null -> guards.timing().wait(LOOK_UP, asker::wanted);
                case Throttled(Optional<Duration> retryAfter) -> {
                    if (++throttled >= MOST_THROTTLED) {
                        return new Unwell("the vendor throttled us %d times on one page".formatted(throttled));
                    }
                    // With a Retry-After the whole fleet waits; without one, this page makes room for the others.
                    guards.timing().wait(retryAfter.isPresent() ? Duration.ZERO : jittered(throttled),
                            asker::wanted);
                }
                case Unwell unwell -> {
                    if (++tries >= retries.tries()) {
                        return unwell;
                    }
                    guards.timing().wait(longer(jittered(tries), unwell.retryAfter()), asker::wanted);
                }
                case PageOutcome settled -> {
                    return settled;
                }
            }
        }
        return new Unwell(UNWANTED);
    }

    /** One request; empty when it was not sent: the circuit is open or it is no longer wanted. */
    private Optional<PageOutcome> ask(CaptureSpec spec, Optional<String> next, TapeBatch into,
            Asker asker) {
        VendorBreaker breaker = guards.breaker();
        if (!guards.gate().enter(asker::wanted)) {
            return Optional.empty();
        }
        try {
            if (!breaker.tryAcquire()) {
                metrics.heldByBreaker();
                return Optional.empty();
            }
            long from = guards.timing().nanos();
            // Whoever waits for a permit while the circuit opens leaves: an open circuit uses no budget.
            Optional<Permit> permit = guards.limiter()
                    .acquire(() -> asker.wanted() && breaker.state() != CircuitState.OPEN);
            if (permit.isEmpty()) {
                breaker.notAsked();
                return Optional.empty();
            }
            asker.asked();
            return Optional.of(send(spec, next, into, permit.get(), from));
        } finally {
            guards.gate().leave();
        }
    }

    private PageOutcome send(CaptureSpec spec, Optional<String> next, TapeBatch into, Permit permit, long from) {
        PageOutcome outcome = new Unwell("the request ended unexpectedly");
        try (Activity request = Activity.current().call("vendor request")) {
            outcome = vendor.page(spec, next, into);
            describe(request, spec, outcome);
        } finally {
            metrics.request(outcome);
            switch (outcome) {
                case Unwell _ -> guards.breaker().failed();
                case Throttled(Optional<Duration> retryAfter) -> {
                    guards.breaker().notAsked();
                    guards.limiter().throttled(permit, retryAfter);
                }
                default -> guards.breaker().answered();
            }
            guards.gate().made(new ConcurrencyGate.Request(outcome instanceof Page page ? page.rows() : 0,
                    outcome instanceof Unwell, permit.sentAt() - from, guards.timing().nanos() - permit.sentAt()));
        }
        return outcome;
    }

    /** In words that hold no key: what a vendor says is cut and masked before it becomes an outcome. */
    private void describe(Activity request, CaptureSpec spec, PageOutcome outcome) {
        request.with("http.request.method", "GET").with("microtape.endpoint", vendor.endpoint(spec))
                .with("microtape.outcome", outcome.getClass().getSimpleName());
        switch (outcome) {
            case Page page -> request.with("microtape.rows", page.rows());
            case Unwell unwell -> request.failed(unwell.cause());
            case PageOutcome.Faulty faulty -> request.failed(faulty.cause());
            case PageOutcome.Refused refused -> request.failed(refused.cause());
            case PageOutcome.NotEntitled notEntitled -> request.failed(notEntitled.cause());
            case KeyRejected rejected -> request.failed(rejected.cause());
            case Throttled _ -> request.failed("the vendor throttles");
        }
    }

    private Duration longer(Duration backoff, Optional<Duration> retryAfter) {
        return retryAfter.map(this::capped).filter(told -> told.compareTo(backoff) > 0).orElse(backoff);
    }

    private Duration jittered(int tries) {
        long most = capped(retries.backoff().multipliedBy(1L << Math.min(tries - 1, 20))).toMillis();
        return Duration.ofMillis(1 + random.nextLong(Math.max(1, most)));
    }

    private Duration capped(Duration wanted) {
        return wanted.compareTo(retries.backoffMax()) > 0 ? retries.backoffMax() : wanted;
    }
}
