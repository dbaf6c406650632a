package io.microtape.downloader.ratelimit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting on a virtual thread that ends early when nobody wants its end any more. */
public final class Wait {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** Whoever waits looks up this often whether it is still wanted. */
    private static final long LOOK_UP_MILLIS = 250;

    private Wait() {}

    /** Waits at least this long; whether the wait is over and what it was for still wanted. */
    public static boolean of(Vertx vertx, Duration duration, BooleanSupplier wanted) {
        long millis = (duration.toNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        while (millis > 0 && wanted.getAsBoolean()) {
            long slice = Math.min(millis, LOOK_UP_MILLIS);
            Future.await(vertx.timer(slice));
            millis -= slice;
        }
        return wanted.getAsBoolean();
    }
}
