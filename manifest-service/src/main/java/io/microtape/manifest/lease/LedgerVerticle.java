package io.microtape.manifest.lease;

import io.microtape.runtime.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions on the bus from the ledger, one after the other. While the ledger does not work every question fails. To
 * be deployed on virtual threads.
 */
abstract class LedgerVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerVerticle.class);
    private static final int LEDGER_FAILED = 500;

    private final Ledger ledger;
    private final LedgerWatch watch;

    LedgerVerticle(Ledger ledger, LedgerWatch watch) {
        this.ledger = ledger;
        this.watch = watch;
    }

    final Ledger ledger() {
        return ledger;
    }

    /** Answers what comes to an address by a rule. */
    final <Q, A> Future<Void> answer(String address, Function<Q, A> rule) {
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
