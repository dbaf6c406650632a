package io.microtape.downloader.vendor;

import io.microtape.model.fleet.CircuitState;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Stops asking a vendor that fails too often: once the share of failed requests in the window reaches the rate, and there
 * were enough of them to judge by, nothing is asked for a while. Then one request tries, and its answer closes the
 * circuit or opens it again. A 429 and a refusal are answers, not failures.
 */
public final class VendorBreaker {
    private final CircuitBreaker circuit;
    private final Duration reset;
    private final Clock clock;
    private volatile Instant openedAt = Instant.EPOCH;

    /**
     * @param failureRate percent of failed requests that open the circuit
     * @param minCalls    requests in the window below which nothing is judged
     * @param window      how far back is looked, in whole seconds
     * @param reset       how long an open circuit refuses before it lets one request try
     * @param clock       one that does not go back: an open circuit would stay open that much longer
     */
    public VendorBreaker(int failureRate, int minCalls, Duration window, Duration reset, Clock clock) {
        this.reset = reset;
        this.clock = clock;
        this.circuit = CircuitBreaker.of("vendor", CircuitBreakerConfig.custom().failureRateThreshold(failureRate)
                .minimumNumberOfCalls(minCalls).slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(Math.toIntExact(window.toSeconds())).waitDurationInOpenState(reset)
                .permittedNumberOfCallsInHalfOpenState(1).clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS).build());
        circuit.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openedAt = clock.instant();
            }
        });
    }

    /** Leave to ask once, to be followed by one of {@link #answered}, {@link #failed} and {@link #notAsked}. */
    public boolean tryAcquire() {
        return circuit.tryAcquirePermission();
    }

    /** Says that the vendor answered a request that was let through, whatever it said. */
    public void answered() {
        circuit.onSuccess(0, TimeUnit.MILLISECONDS);
    }

    /** Says that a request that was let through failed by the vendor: 5xx, a cut, a time-out. */
    public void failed() {
        circuit.onError(0, TimeUnit.MILLISECONDS, new VendorFailure());
    }

    public void notAsked() {
        circuit.releasePermission();
    }

    /** As it is now; a circuit that is forced open is open. */
    public CircuitState state() {
        return switch (circuit.getState()) {
            case OPEN, FORCED_OPEN -> CircuitState.OPEN;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
        };
    }

    /** Time until an open circuit lets a request try; zero when it does now. */
    public Duration untilNextTry() {
        if (state() != CircuitState.OPEN) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), openedAt.plus(reset));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What the circuit counts; its cause stands in the outcome of the page. */
    private static final class VendorFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        VendorFailure() {
            super("the vendor failed", null, false, false);
        }
    }
}
