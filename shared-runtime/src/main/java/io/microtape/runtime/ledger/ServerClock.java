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
 * The clock of the server that holds the ledger, told by a clock here and what lies between the two: exact to half of the
 * round trip in which that was measured, in milliseconds. It is measured at once, and again in the background when it is told
 * and the last time is a minute ago; where that fails, or takes so long that it says little, it stays as it was.
 */
final class ServerClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
    private static final Duration MEASURED_EVERY = Duration.ofMinutes(1);
    private static final int FIRST_TRIES = 3;
    /** An answer that a server which was away, or a connection that had to be waited for, held up for longer says little. */
    private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();

    private final Clock here;
    private final LongSupplier server;
    private final LongSupplier counter;
    private final Executor aside;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private volatile long ahead;
    private volatile long measuredAt;

    /** @param server asks for the epoch milliseconds there */
    ServerClock(Clock here, LongSupplier server) {
        this(here, server, System::nanoTime, work -> Thread.ofVirtual().start(work));
    }

    /**
     * @param counter of nanoseconds
     * @param aside   measures again
     */
    ServerClock(Clock here, LongSupplier server, LongSupplier counter, Executor aside) {
        this.here = here;
        this.server = server;
        this.counter = counter;
        this.aside = aside;
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
        long began = counter.getAsLong();
        long there = server.getAsLong();
        long took = counter.getAsLong() - began;
        if (took < longest) {
            ahead = there - before - Duration.ofNanos(took).toMillis() / 2;
        }
        measuredAt = counter.getAsLong();
        return took;
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
        return new ServerClock(here.withZone(zone), server, counter, aside);
    }
}
