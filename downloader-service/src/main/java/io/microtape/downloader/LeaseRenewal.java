package io.microtape.downloader;

import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Renew;
import io.microtape.model.lease.LeaseMessages.Renewed;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a lease alive while its work goes on, and knows when it is lost: when the owner of the ledger says so, or when
 * no renewal came through for as long as the lease lasts. Losing it late would be harmless (settling is refused), but
 * costs requests.
 */
final class LeaseRenewal implements AutoCloseable {
    private static final int RENEWALS_PER_LEASE = 3;

    private final Vertx vertx;
    private final Lease lease;
    private final long timer;
    private volatile long lastRenewed = System.nanoTime();
    private volatile boolean lost;

    LeaseRenewal(Vertx vertx, Lease lease) {
        this.vertx = vertx;
        this.lease = lease;
        this.timer = vertx.setPeriodic(Math.max(1, lease.millis() / RENEWALS_PER_LEASE), _ -> renew());
    }

    boolean held() {
        return !lost && System.nanoTime() - lastRenewed < TimeUnit.MILLISECONDS.toNanos(lease.millis());
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }

    private void renew() {
        long asked = System.nanoTime();
        vertx.eventBus()
                .<Renewed>request(LeaseMessages.RENEW, new Renew(lease.captureId(), lease.token()),
                        new DeliveryOptions().setSendTimeout(Math.max(1, lease.millis() / RENEWALS_PER_LEASE)))
                .onSuccess(reply -> {
                    if (reply.body().held()) {
                        lastRenewed = asked;
                    } else {
                        lost = true;
                    }
                });
    }
}
