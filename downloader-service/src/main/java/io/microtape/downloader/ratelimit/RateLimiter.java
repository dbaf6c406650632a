package io.microtape.downloader.ratelimit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Counter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The one budget of the whole fleet: two numbers that every downloader of a cluster shares, so it holds across processes
 * and needs no server of its own. To be called on a virtual thread.
 */
public final class RateLimiter {
    private final Vertx vertx;
    private final Clock clock;
    private final Gcra gcra;
    private final Future<Counter> state;
    private final Future<Counter> pausedUntil;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param name what the budget is for: limiters of one name share it */
    public RateLimiter(Vertx vertx, String name, RateBudget budget, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.gcra = new Gcra(budget);
        this.state = vertx.sharedData().getCounter("microtape.rate." + name);
        this.pausedUntil = vertx.sharedData().getCounter("microtape.rate-pause." + name);
    }

    /**
     * Waits until one request may be sent, or until it is no longer wanted.
     *
     * @return whether the request may be sent
     */
    public boolean acquire(BooleanSupplier wanted) {
        waiting.incrementAndGet();
        try {
            boolean go = wanted.getAsBoolean() && sleep(reserve(), wanted);
            for (long left = pauseLeft(); go && left > 0; left = pauseLeft()) {
                // Those who waited out a pause together must not leave it together.
                go = sleep(left, wanted) && sleep(reserve(), wanted);
            }
            return go;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Holds back the whole fleet from now on for at least this long; a longer pause in force stays. */
    public void pause(Duration duration) {
        Counter counter = Future.await(pausedUntil);
        long until = nanos() + duration.toNanos();
        for (long seen = Future.await(counter.get()); seen < until; seen = Future.await(counter.get())) {
            if (Future.await(counter.compareAndSet(seen, until))) {
                return;
            }
        }
    }

    /** Callers that wait for a permit in this process. */
    public int waiting() {
        return waiting.get();
    }

    private long reserve() {
        Counter counter = Future.await(state);
        while (true) {
            long seen = Future.await(counter.get());
            Gcra.Reservation reservation = gcra.reserve(seen, nanos());
            if (Future.await(counter.compareAndSet(seen, reservation.state()))) {
                return reservation.waitNanos();
            }
        }
    }

    private long pauseLeft() {
        return Future.await(Future.await(pausedUntil).get()) - nanos();
    }

    private boolean sleep(long nanos, BooleanSupplier wanted) {
        return Wait.of(vertx, Duration.ofNanos(Math.max(0, nanos)), wanted);
    }

    private long nanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
