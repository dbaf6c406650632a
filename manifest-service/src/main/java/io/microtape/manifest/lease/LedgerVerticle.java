package io.microtape.manifest.lease;

import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions on the bus from the ledger, one after the other. While the ledger does not work every question fails. What
 * waited for so long that whoever asked has given up is not asked of the ledger any more.
 */
abstract class LedgerVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerVerticle.class);
    private static final int LEDGER_FAILED = 500;
    private static final int NO_QUESTION = 400;
    /** Less than a downloader waits, so that nothing is handed out to nobody. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(8).toNanos();

    private final Ledger ledger;
    private final LedgerWatch watch;
    private final LongSupplier counter;
    private final ExecutorService turns = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    LedgerVerticle(Ledger ledger, LedgerWatch watch) {
        this(ledger, watch, System::nanoTime);
    }

    /** @param counter of nanoseconds */
    LedgerVerticle(Ledger ledger, LedgerWatch watch, LongSupplier counter) {
        this.ledger = ledger;
        this.watch = watch;
        this.counter = counter;
    }

    /** Ends when the last question has its answer. */
    @Override
    public final Future<?> stop() {
        Promise<Void> ended = Promise.promise();
        turns.execute(ended::complete);
        turns.shutdown();
        return ended.future();
    }

    final Ledger ledger() {
        return ledger;
    }

    /** Answers what comes to an address by a rule; what is no such question is refused. */
    final <Q, A> Future<Void> answer(String address, Class<Q> question, Function<Q, A> rule) {
        return answerInTime(address, question, (asked, _) -> rule.apply(asked));
    }

    /** As above, by one that is also told when it was asked, see {@link #tooLate}. */
    final <Q, A> Future<Void> answerInTime(String address, Class<Q> question, BiFunction<Q, Long, A> rule) {
        return vertx.eventBus().consumer(address, message -> {
            // Here and not where it is its turn: what a slow ledger keeps waiting is to be known as such.
            long asked = counter.getAsLong();
            turns.execute(() -> reply(message, question, rule, asked));
        }).completion();
    }

    /** Whether who asked then waits no longer. */
    final boolean tooLate(long asked) {
        return counter.getAsLong() - asked > PATIENCE_NANOS;
    }

    private <Q, A> void reply(Message<Object> message, Class<Q> type, BiFunction<Q, Long, A> rule, long asked) {
        if (tooLate(asked)) {
            message.fail(LEDGER_FAILED, "the ledger did not work for too long");
            return;
        }
        Optional<Q> question = question(message, type);
        if (question.isEmpty()) {
            LOG.warn("{} got a message that is no {}; does every process run the same version?", message.address(),
                    type.getSimpleName());
            message.fail(NO_QUESTION, "this is no " + type.getSimpleName());
            return;
        }
        try {
            Optional<A> answer = watch.attempt(() -> rule.apply(question.get(), asked));
            answer.ifPresentOrElse(message::reply, () -> message.fail(LEDGER_FAILED, "the ledger does not work now"));
        } catch (LedgerException e) {
            LOG.warn("{} {} was refused: {}", message.address(), question.get(), e.getMessage());
            message.fail(LEDGER_FAILED, "the ledger refused: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} {} could not be answered", message.address(), question.get(), e);
            message.fail(LEDGER_FAILED, "the ledger refused: " + e.getMessage());
        }
    }

    /** What a message holds; empty when that is of another type, or cannot be read. */
    private static <Q> Optional<Q> question(Message<Object> message, Class<Q> type) {
        try {
            // Read here for the first time: what came over the wire may be anything.
            return Optional.ofNullable(message.body()).filter(type::isInstance).map(type::cast);
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
