package io.microtape.runtime.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the server that holds the ledger, told by a counter here and what lies between the two: exact to half of the
 * round trip in which that was measured, in milliseconds. It is measured at once, and again in the background when it is told
 * and the last time is a minute ago; where that fails, or takes so long that it says little, it stays as it was.
 */
final class ServerClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
    private static final Duration MEASURED_EVERY = Duration.ofMinutes(1);
    private static final int FIRST_TRIES = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** An answer that a server which was away, or a connection that had to be waited for, held up for longer says little. */
    private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();

    private final ZoneId zone;
    private final LongSupplier server;
    private final LongSupplier counter;
    private final Executor aside;
    private final AtomicBoolean measuring = new AtomicBoolean();
    /** Milliseconds there minus those of the counter, which no correction of the clock here steps. */
    private volatile long ahead;
    private volatile long measuredAt;

    /** @param server asks for the epoch milliseconds there */
    ServerClock(ZoneId zone, LongSupplier server) {
        this(zone, server, System::nanoTime, work -> Thread.ofVirtual().start(work));
    }

    /**
     * @param counter of nanoseconds
     * @param aside   measures again
     */
    ServerClock(ZoneId zone, LongSupplier server, LongSupplier counter, Executor aside) {
        this.zone = zone;
        this.server = server;
        this.counter = counter;
        this.aside = aside;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < FIRST_TRIES; i++) {
            least = Math.min(least, measure(least));
        }
    }

    static ServerClock of(Database database, ZoneId zone) {
        return new ServerClock(zone, () -> database.withHandle(handle -> handle
                .createQuery("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)").mapTo(Long.class)
                .one()));
    }

    /** The round trip, in nanoseconds; one that took longer than another is not used. */
    private long measure(long longest) {
        long began = counter.getAsLong();
        long there = server.getAsLong();
        long took = counter.getAsLong() - began;
        if (took < longest) {
            ahead = there - toMillis(began + took / 2);
        }
        measuredAt = counter.getAsLong();
        return took;
    }

    private static long toMillis(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MILLI);
    }

    private void measureAgain() {
        if (counter.getAsLong() - measuredAt > MEASURED_EVERY.toNanos() && measuring.compareAndSet(false, true)) {
            aside.execute(() -> {
                try {
                    measure(LONGEST_NANOS);
                } catch (RuntimeException e) {
                    measuredAt = counter.getAsLong();
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
        return toMillis(counter.getAsLong()) + ahead;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ServerClock(other, server, counter, aside);
    }
}
