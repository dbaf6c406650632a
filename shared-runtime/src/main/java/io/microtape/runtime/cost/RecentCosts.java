package io.microtape.runtime.cost;

import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What captures cost so far, for those who ask often: exact while the ledger stands, and else at most ten times as old as
 * it takes to read, so that reading it never takes more than a tenth of anybody's time, however large the ledger.
 */
public final class RecentCosts implements Supplier<List<Cost>> {
    private static final int PATIENCE = 10;

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
        if (known != null && (fresh(known) || reading.isLocked())) {
            return known.costs();
        }
        reading.lock();
        try {
            if (last == null || !fresh(last)) {
                last = read();
            }
            return last.costs();
        } finally {
            reading.unlock();
        }
    }

    private boolean fresh(Read read) {
        return ledger.captureFeed().newest() == read.change()
                || clock.millis() - read.atMillis() < PATIENCE * read.tookMillis();
    }

    private Read read() {
        long change = ledger.captureFeed().newest();
        long began = System.nanoTime();
        List<Cost> costs = ledger.costs().all();
        return new Read(costs, change, clock.millis(), Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
}
