package io.microtape.manifest.lease;

import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Ask;
import io.microtape.model.lease.LeaseMessages.CaptureChanged;
import io.microtape.model.lease.LeaseMessages.Granted;
import io.microtape.model.lease.LeaseMessages.Renew;
import io.microtape.model.lease.LeaseMessages.Renewed;
import io.microtape.model.lease.LeaseMessages.Settle;
import io.microtape.model.lease.LeaseMessages.Settled;
import io.microtape.runtime.ledger.LeaseDesk.Settlement;
import io.microtape.runtime.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers downloaders on the bus from the ledger, and announces what changed. While the ledger does not work every question
 * fails, so nobody gets work, and those who have a settlement send it again. To be deployed on virtual threads.
 */
public final class LeaseVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseVerticle.class);
    private static final int LEDGER_FAILED = 500;

    private final Ledger ledger;
    private final Duration leaseDuration;
    private final LedgerWatch watch;

    public LeaseVerticle(Ledger ledger, Duration leaseDuration, LedgerWatch watch) {
        this.ledger = ledger;
        this.leaseDuration = leaseDuration;
        this.watch = watch;
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(answer(LeaseMessages.LEASE, this::lease), answer(LeaseMessages.RENEW, this::renew),
                answer(LeaseMessages.SETTLE, this::settle)));
    }

    private Granted lease(Ask ask) {
        return new Granted(ledger.leases().lease(ask.downloader(), leaseDuration));
    }

    private Renewed renew(Renew renew) {
        return new Renewed(ledger.leases().renew(renew.captureId(), renew.token(), leaseDuration));
    }

    private Settled settle(Settle settle) {
        Settlement settlement = ledger.leases().settle(settle.captureId(), settle.token(), settle.outcome(),
                settle.requests());
        vertx.eventBus().publish(LeaseMessages.CHANGED, new CaptureChanged(settle.captureId(), settlement.state()));
        return new Settled(settlement.result());
    }

    private <Q, A> Future<Void> answer(String address, Function<Q, A> rule) {
        return vertx.eventBus().<Q>consumer(address, message -> reply(message, rule)).completion();
    }

    private <Q, A> void reply(Message<Q> message, Function<Q, A> rule) {
        try {
            Optional<A> answer = watch.attempt(() -> rule.apply(message.body()));
            answer.ifPresentOrElse(message::reply, () -> message.fail(LEDGER_FAILED, "the ledger does not work now"));
        } catch (RuntimeException e) {
            LOG.error("{} {} could not be answered", message.address(), message.body(), e);
            message.fail(LEDGER_FAILED, "the ledger refused: " + e.getMessage());
        }
    }
}
