package io.microtape.downloader.ratelimit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Time as the budget sees it: a clock that cannot go back, and waiting. */
public interface Timing {
    /** Whoever waits looks up this often whether it is still wanted. */
    long LOOK_UP_NANOS = 250_000_000L;

    /** Epoch nanoseconds. Never goes back while the process lives, whatever becomes of the machine's clock. */
    long nanos();

    /** Completes after at least this long. */
    Future<Void> after(long nanos);

    /** Runs soon, on a context of its own, so that it waits for no caller that is busy. */
    void soon(Runnable work);

    /**
     * Time that begins at the clock's and then runs by the machine's monotonic counter, which no correction of the clock
     * steps. To be made outside of any verticle.
     */
    static Timing of(Vertx vertx, Clock clock) {
        return of(vertx, new OwnerTime(clock)::nanos);
    }

    /** As above, by another time; that too must not go back. */
    static Timing of(Vertx vertx, LongSupplier epochNanos) {
        Context own = vertx.getOrCreateContext();
        return new Timing() {
            @Override
            public long nanos() {
                return epochNanos.getAsLong();
            }

            @Override
            public Future<Void> after(long nanos) {
                return nanos <= 0
                        ? Future.succeededFuture()
                        : vertx.timer(Math.ceilDiv(nanos, 1_000_000L)).mapEmpty();
            }

            @Override
            public void soon(Runnable work) {
                own.runOnContext(_ -> work.run());
            }
        };
    }

    /** The same time as a clock: it too never goes back. */
    default Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(0, nanos());
            }
        };
    }

    /** Waits on a virtual thread at least this long; whether the wait is over and what it was for still wanted. */
    default boolean wait(Duration duration, BooleanSupplier wanted) {
        return waitUntil(nanos() + duration.toNanos(), wanted);
    }

    /** As {@link #wait}, until an instant. */
    default boolean waitUntil(long until, BooleanSupplier wanted) {
        for (long left = until - nanos(); left > 0 && wanted.getAsBoolean(); left = until - nanos()) {
            Future.await(after(Math.min(left, LOOK_UP_NANOS)));
        }
        return wanted.getAsBoolean();
    }
}
