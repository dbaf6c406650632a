package io.microtape.downloader;

import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Renew;
import io.microtape.model.lease.LeaseMessages.Renewed;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps leases alive while their work goes on, on an event loop of its own: a worker that reads a large file back for a
 * long time must not lose its lease for that. A lease is lost when the owner of the ledger says so, or when no renewal came
 * through for as long as it lasts. Losing it late would be harmless (settling is refused), but costs requests.
 */
final class LeaseRenewalVerticle extends VerticleBase {
    private static final int RENEWALS_PER_LEASE = 3;

    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    /** Renews these until the result is closed; may be called from any thread. */
    Kept keep(List<Lease> leases) {
        return new Kept(leases.stream().map(KeptLease::new).toList());
    }

    /** Leases that are being renewed. */
    static final class Kept implements AutoCloseable {
        private final List<KeptLease> leases;

        private Kept(List<KeptLease> leases) {
            this.leases = leases;
        }

        boolean held(Lease lease) {
            return leases.stream().anyMatch(kept -> kept.lease.equals(lease) && kept.held());
        }

        @Override
        public void close() {
            leases.forEach(KeptLease::end);
        }
    }

    private final class KeptLease {
        private final Lease lease;
        private volatile long lastRenewed = System.nanoTime();
        private volatile boolean lost;
        private volatile boolean ended;

        KeptLease(Lease lease) {
            this.lease = lease;
            context.runOnContext(_ -> vertx.setPeriodic(interval(), this::renew));
        }

        boolean held() {
            return !lost && System.nanoTime() - lastRenewed < TimeUnit.MILLISECONDS.toNanos(lease.millis());
        }

        void end() {
            ended = true;
        }

        private long interval() {
            return Math.max(1, lease.millis() / RENEWALS_PER_LEASE);
        }

        private void renew(long timer) {
            if (ended) {
                vertx.cancelTimer(timer);
                return;
            }
            long asked = System.nanoTime();
            vertx.eventBus().<Renewed>request(LeaseMessages.RENEW, new Renew(lease.captureId(), lease.token()),
                    new DeliveryOptions().setSendTimeout(interval())).onSuccess(reply -> {
                        if (reply.body().held()) {
                            lastRenewed = asked;
                        } else {
                            lost = true;
                        }
                    });
        }
    }
}
