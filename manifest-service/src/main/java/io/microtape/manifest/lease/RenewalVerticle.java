package io.microtape.manifest.lease;

import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Renew;
import io.microtape.model.lease.LeaseMessages.Renewed;
import io.microtape.runtime.ledger.Ledger;
import io.vertx.core.Future;
import java.time.Duration;

/** Renews leases, apart from those who grant them: a grant that waits for a long change must not cost others their leases. */
public final class RenewalVerticle extends LedgerVerticle {
    private final Duration leaseDuration;

    public RenewalVerticle(Ledger ledger, Duration leaseDuration, LedgerWatch watch) {
        super(ledger, watch);
        this.leaseDuration = leaseDuration;
    }

    @Override
    public Future<?> start() {
        return answer(LeaseMessages.RENEW, Renew.class, renew -> new Renewed(
                ledger().leases().renew(renew.captureId(), renew.token(), leaseDuration)));
    }
}
