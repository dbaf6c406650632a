package io.microtape.runtime.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the server that holds the ledger, told by a clock here and what lies between the two: exact to half of the
 * round trip in which that was measured, in milliseconds. It is measured at once, and again in the background when it is told
 * and the last time is a minute ago; where that fails it stays as it was.
 */
final class ServerClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
    private static final Duration MEASURED_EVERY = Duration.ofMinutes(1);
    private static final int FIRST_TRIES = 3;

    private final Clock here;
    private final LongSupplier server;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private volatile long ahead;
    private volatile long measuredAt;

    /** @param server asks for the epoch milliseconds there */
    ServerClock(Clock here, LongSupplier server) {
        this.here = here;
        this.server = server;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < FIRST_TRIES; i++) {
            least = Math.min(least, measure(least));
        }
    }

    static ServerClock of(Database database, Clock here) {
        return new ServerClock(here, () -> database.withHandle(handle -> handle
                .createQuery("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)").mapTo(Long.class)
                .one()));
    }

    /** The round trip, in nanoseconds; one that took longer than another is not used. */
    private long measure(long longest) {
        long before = here.millis();
        long began = System.nanoTime();
        long there = server.getAsLong();
        long took = System.nanoTime() - began;
        if (took < longest) {
            ahead = there - before - Duration.ofNanos(took).toMillis() / 2;
        }
        measuredAt = System.nanoTime();
        return took;
    }

    private void measureAgain() {
        if (System.nanoTime() - measuredAt > MEASURED_EVERY.toNanos() && measuring.compareAndSet(false, true)) {
            Thread.ofVirtual().start(() -> {
                try {
                    measure(Long.MAX_VALUE);
                } catch (RuntimeException e) {
                    measuredAt = System.nanoTime();
                    LOG.debug("the clock of the ledger's server could not be read", e);
                } finally {
                    measuring.set(false);
                }
            });
        }
    }

    @Override
    public long millis() {
        measureAgain();
        return here.millis() + ahead;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return here.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ServerClock(here.withZone(zone), server);
    }
}
