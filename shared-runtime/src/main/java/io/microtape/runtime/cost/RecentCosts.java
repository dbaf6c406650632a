package io.microtape.runtime.cost;

import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What captures cost so far, for those who ask often. Exact as long as reading it takes less than 50 ms. Of
 * a ledger so large that it takes longer, it is read beside those who ask, who get what was read last, some eleven times as old
 * as reading takes: so it takes no more than a tenth of one processor's time, and holds nobody up but the first.
 */
public final class RecentCosts implements Supplier<List<Cost>> {
    private static final long CHEAP_MILLIS = 50;
    private static final int PATIENCE = 10;
    private static final Logger LOG = LoggerFactory.getLogger(RecentCosts.class);

    private final Ledger ledger;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Read last;

    private record Read(List<Cost> costs, long change, long atMillis, long tookMillis) {}

    public RecentCosts(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public List<Cost> get() {
        Read known = last;
        if (known == null || known.tookMillis() < CHEAP_MILLIS) {
            return exact();
        }
        boolean old = clock.millis() - known.atMillis() >= PATIENCE * known.tookMillis();
        if (old && !reading.isLocked() && ledger.captureFeed().newest() != known.change()) {
            // Not a virtual thread: reading SQLite would hold the carrier that others need.
            Thread.ofPlatform().daemon().name("costs").start(this::readBeside);
        }
        return known.costs();
    }

    private List<Cost> exact() {
        reading.lock();
        try {
            if (last == null || last.change() != ledger.captureFeed().newest()) {
                last = read();
            }
            return last.costs();
        } finally {
            reading.unlock();
        }
    }

    private void readBeside() {
        if (reading.tryLock()) {
            try {
                last = read();
            } catch (RuntimeException e) {
                // Whoever asks next tries again; a ledger that cannot be read is said by what reads it for an answer.
                LOG.debug("the costs were not read", e);
            } finally {
                reading.unlock();
            }
        }
    }

    private Read read() {
        long change = ledger.captureFeed().newest();
        long began = System.nanoTime();
        List<Cost> costs = ledger.costs().all();
        return new Read(costs, change, clock.millis(), Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
}
