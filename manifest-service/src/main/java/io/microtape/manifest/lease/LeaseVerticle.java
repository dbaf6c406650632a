package io.microtape.manifest.lease;

import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Ask;
import io.microtape.model.lease.LeaseMessages.CaptureChanged;
import io.microtape.model.lease.LeaseMessages.Granted;
import io.microtape.model.lease.LeaseMessages.Settle;
import io.microtape.model.lease.LeaseMessages.Settled;
import io.microtape.runtime.ledger.LeaseDesk.Settlement;
import io.microtape.runtime.ledger.Ledger;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Grants leases and takes back what became of them, and announces what changed. While the ledger does not work nobody gets
 * work, and those who have a settlement send it again.
 */
public final class LeaseVerticle extends LedgerVerticle {
    private final Duration leaseDuration;

    public LeaseVerticle(Ledger ledger, Duration leaseDuration, LedgerWatch watch) {
        super(ledger, watch);
        this.leaseDuration = leaseDuration;
    }

    LeaseVerticle(Ledger ledger, Duration leaseDuration, LedgerWatch watch, LongSupplier counter) {
        super(ledger, watch, counter);
        this.leaseDuration = leaseDuration;
    }

    @Override
    public Future<?> start() {
        return Future.all(answerInTime(LeaseMessages.LEASE, Ask.class, this::lease),
                answer(LeaseMessages.SETTLE, Settle.class, this::settle));
    }

    /** A lease that nobody learns of would last its whole time, and count as a failure of its capture. */
    private Granted lease(Ask ask, long asked) {
        List<Lease> leases = ledger().leases().lease(ask.downloader(), leaseDuration);
        if (!tooLate(asked)) {
            return new Granted(leases);
        }
        var back = new GivenBack("it was granted when nobody waited for it any more");
        leases.forEach(lease -> ledger().leases().settle(lease.captureId(), lease.token(), back, 0));
        return new Granted(List.of());
    }

    private Settled settle(Settle settle) {
        Settlement settlement = ledger().leases().settle(settle.captureId(), settle.token(), settle.outcome(),
                settle.requests());
        vertx.eventBus().publish(LeaseMessages.CHANGED, new CaptureChanged(settle.captureId(), settlement.state()));
        return new Settled(settlement.result());
    }
}
