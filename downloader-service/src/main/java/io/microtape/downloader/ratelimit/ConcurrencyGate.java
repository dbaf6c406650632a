package io.microtape.downloader.ratelimit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * The places for requests in flight of this process, as many as {@link ConcurrencyRule} finds useful. It looks back over
 * a few seconds each time, and only when there were requests in them.
 */
public final class ConcurrencyGate {
    private static final long OBSERVED_NANOS = 5_000_000_000L;
    private static final int FEWEST_REQUESTS = 4;
    /** The rate limit holds when requests wait for permits this share of their time in a place. */
    private static final double RATE_HOLDS = 0.1;

    private final Timing timing;
    private final Deque<Promise<Void>> queue = new ArrayDeque<>();
    private ConcurrencyRule rule;
    private int inFlight;
    private Span span;

    /** How one request went. */
    public record Request(int rows, boolean failed, long waitedNanos, long tookNanos) {}

    private static final class Span {
        private final long from;
        private long rows;
        private int requests;
        private int failures;
        private long waited;
        private long took;
        private boolean full;

        Span(long from) {
            this.from = from;
        }
    }

    /** @param most places at most, and to begin with */
    public ConcurrencyGate(int most, Timing timing) {
        this.timing = timing;
        this.rule = ConcurrencyRule.startingAt(most);
        this.span = new Span(timing.nanos());
    }

    /** Waits for a place, to be given back by {@link #leave}; false, and no place, when it is no longer wanted. */
    public boolean enter(BooleanSupplier wanted) {
        Promise<Void> turn = Promise.promise();
        synchronized (this) {
            if (inFlight < rule.limit()) {
                taken();
                return true;
            }
            span.full = true;
            queue.add(turn);
        }
        while (wanted.getAsBoolean()) {
            Future.await(Future.any(turn.future(), timing.after(Timing.LOOK_UP_NANOS)));
            if (turn.future().isComplete()) {
                return true;
            }
        }
        synchronized (this) {
            if (!queue.remove(turn)) {
                leave();
            }
        }
        return false;
    }

    /** Gives a place back. */
    public synchronized void leave() {
        inFlight--;
        while (inFlight < rule.limit() && !queue.isEmpty()) {
            taken();
            queue.remove().complete();
        }
    }

    /** Counts a request that was made in a place. */
    public synchronized void made(Request request) {
        span.rows += request.rows();
        span.requests++;
        span.failures += request.failed() ? 1 : 0;
        span.waited += request.waitedNanos();
        span.took += request.tookNanos();
        long now = timing.nanos();
        long length = now - span.from;
        if (length >= OBSERVED_NANOS && span.requests >= FEWEST_REQUESTS) {
            rule = rule.after(new ConcurrencyRule.Observed(span.rows * 1e9 / length,
                    (double) span.failures / span.requests,
                    span.waited > RATE_HOLDS * (span.waited + span.took), span.full));
            span = new Span(now);
        }
    }

    /** Places in force. */
    public synchronized int limit() {
        return rule.limit();
    }

    /** Requests that were let in and have not left. */
    public synchronized int inFlight() {
        return inFlight;
    }

    private void taken() {
        inFlight++;
        if (inFlight == rule.limit()) {
            span.full = true;
        }
    }
}
