package io.microtape.downloader.capture;

import io.microtape.downloader.DownloaderMetrics;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.Wait;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.downloader.vendor.Vendor;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.tape.TapeBatch;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gets one page, trying again where that can help. Every request has its own permit of the fleet's budget, taken outside
 * the circuit breaker, so that waiting for a permit never looks like a slow vendor. A 429 holds back the whole fleet and
 * counts neither as a failure of the vendor nor as a try.
 */
public final class PageFetcher {
    /** A vendor that throttles this often in a row has no room for us; the capture waits its turn in the ledger. */
    private static final int MOST_THROTTLED = 60;

    private final Vertx vertx;
    private final Vendor vendor;
    private final RateLimiter limiter;
    private final CircuitBreaker breaker;
    private final Retries retries;
    private final RandomGenerator random;
    private final DownloaderMetrics metrics;

    /**
     * How often and how patiently a page is asked for.
     *
     * @param tries       requests for one page before it counts as failed
     * @param backoff     first wait; doubles with each try, with full jitter
     * @param backoffMax  longest wait, also of a Retry-After
     * @param breakerOpen wait while the circuit is open
     */
    public record Retries(int tries, Duration backoff, Duration backoffMax, Duration breakerOpen) {}

    public PageFetcher(Vertx vertx, Vendor vendor, RateLimiter limiter, CircuitBreaker breaker, Retries retries,
            RandomGenerator random, DownloaderMetrics metrics) {
        this.vertx = vertx;
        this.vendor = vendor;
        this.limiter = limiter;
        this.breaker = breaker;
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

    /** The page, or why not. The last outcome is {@code Unwell} or {@code Throttled} only when every try was. */
    PageOutcome fetch(CaptureSpec spec, Optional<String> next, TapeBatch into, Asker asker) {
        int tries = 0;
        int throttledTimes = 0;
        while (true) {
            // Asked before the permit is taken: an open circuit must not use up the budget.
            boolean open = breaker.state() == CircuitBreakerState.OPEN;
            if (!open && !limiter.acquire(asker::wanted)) {
                return new Unwell("it is no longer wanted");
            }
            Optional<PageOutcome> outcome = open ? Optional.empty() : throughBreaker(spec, next, into, asker);
            if (!asker.wanted()) {
                return new Unwell("it is no longer wanted");
            }
            if (outcome.isEmpty()) {
                // Waiting for the circuit is no fault of this capture, so it does not count against it.
                metrics.heldByBreaker();
                Wait.of(vertx, retries.breakerOpen(), asker::wanted);
            } else if (outcome.get() instanceof Throttled throttled) {
                throttledTimes++;
                limiter.pause(capped(throttled.retryAfter().orElseGet(() -> jittered(1))));
            } else if (outcome.get() instanceof Unwell && ++tries < retries.tries()) {
                Wait.of(vertx, jittered(tries), asker::wanted);
            } else {
                return outcome.get();
            }
            if (throttledTimes >= MOST_THROTTLED) {
                return new Unwell("the vendor throttled us %d times on one page".formatted(throttledTimes));
            }
        }
    }

    /** One request; empty when the breaker did not let it through. */
    private Optional<PageOutcome> throughBreaker(CaptureSpec spec, Optional<String> next, TapeBatch into,
            Asker asker) {
        try {
            return Optional.of(Future.await(breaker.<PageOutcome>execute(promise -> {
                asker.asked();
                PageOutcome outcome = vendor.page(spec, next, into);
                metrics.request(outcome);
                if (outcome instanceof Unwell unwell) {
                    promise.fail(new UnwellException(unwell));
                } else {
                    promise.complete(outcome);
                }
            })));
        } catch (UnwellException e) {
            return Optional.of(e.outcome);
        } catch (OpenCircuitException e) {
            return Optional.empty();
        }
    }

    private Duration jittered(int tries) {
        long most = capped(retries.backoff().multipliedBy(1L << Math.min(tries - 1, 20))).toMillis();
        return Duration.ofMillis(1 + random.nextLong(Math.max(1, most)));
    }

    private Duration capped(Duration wanted) {
        return wanted.compareTo(retries.backoffMax()) > 0 ? retries.backoffMax() : wanted;
    }

    /** Carries an outcome through the breaker, which counts failures only. */
    private static final class UnwellException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Unwell outcome;

        UnwellException(Unwell outcome) {
            super(outcome.cause(), null, false, false);
            this.outcome = outcome;
        }
    }
}
