package io.microtape.manifest.lease;

import io.microtape.model.fleet.RateMessages;
import io.microtape.model.fleet.RateMessages.Numbers;
import io.microtape.model.fleet.RateMessages.Read;
import io.microtape.model.fleet.RateMessages.Swap;
import io.microtape.model.fleet.RateMessages.Swapped;
import io.microtape.runtime.ledger.Ledger;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Keeps the numbers of the fleet's one budget in the ledger, and says with each answer what time it is: of several owners of
 * one ledger all say the same.
 */
public final class RateVerticle extends LedgerVerticle {
    public RateVerticle(Ledger ledger, LedgerWatch watch) {
        super(ledger, watch);
    }

    @Override
    public Future<?> start() {
        return Future.all(answer(RateMessages.READ, Read.class, this::read),
                answer(RateMessages.SWAP, Swap.class, this::swap));
    }

    private Numbers read(Read read) {
        long[] values = ledger().fleetNumbers().read(read.names());
        Instant now = ledger().clock().instant();
        return new Numbers(LongStream.of(values).boxed().toList(),
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
    }

    private Swapped swap(Swap swap) {
        return new Swapped(ledger().fleetNumbers().swap(swap.name(), swap.seen(), swap.now()));
    }
}
