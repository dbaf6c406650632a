package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.availability.Holes;
import io.microtape.simulator.fault.Effect;
import io.microtape.simulator.rewrite.Question;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request is answered: it is checked as the vendor does, and its page is read and written on a worker thread. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final WorkerExecutor workers;
    private final PageAnswers pages;
    private final Gate gate;
    private final Holes holes;
    private final AtomicLong requests = new AtomicLong();

    Answers(WorkerExecutor workers, PageAnswers pages, Gate gate, Holes holes) {
        this.workers = workers;
        this.pages = pages;
        this.gate = gate;
        this.holes = holes;
    }

    void limit(OptionalInt perSecond) {
        gate.limit(perSecond);
    }

    /**
     * The answer; a refusal is never altered.
     *
     * @param effect what is to go wrong with a page's content
     */
    Future<Answer> answer(HttpServerRequest request, Instant arrived, Optional<Effect> effect) {
        String requestId = RequestIds.of(requests.incrementAndGet());
        Optional<Targets.TapePath> path = Targets.tapePath(request.path());
        if (!request.method().equals(HttpMethod.GET) || path.isEmpty()) {
            return Future.succeededFuture(Answer.error(404, "NOT_FOUND", "message", "Not Found.", requestId));
        }
        String ticker = path.get().ticker();
        Tape tape = path.get().tape();
        PageQuery query;
        try {
            MultiMap params = Targets.params(request);
            Optional<Answer> refusal = gate.refusal(request.headers(), params, requestId);
            if (refusal.isPresent()) {
                return Future.succeededFuture(refusal.get());
            }
            query = QueryText.parse(params);
        } catch (BadQuery e) {
            return Future.succeededFuture(Answer.error(400, "ERROR", "error", e.getMessage(), requestId));
        }
        Optional<Answer> denial = gate.denial(ticker, tape, query, requestId);
        if (denial.isPresent()) {
            return Future.succeededFuture(denial.get());
        }
        String target = Targets.withoutKey(request.uri());
        PageQuery included = query.within(gate.entitlement().included());
        var question = new Question(tape, included.range(), query.order(), authority(request),
                request.path(), target, arrived);
        // A cursor was given out with rows: what follows them is there too.
        boolean hole = !Targets.hasCursor(target) && holes.swallow(ticker, included.range(), target);
        var asked = new Asked(question, ticker, included, requestId, hole,
                Gzip.wanted(request.getHeader("Accept-Encoding")));
        return workers.executeBlocking(() -> pages.answer(asked, effect), false).recover(failure -> {
            LOG.warn("{} of {} could not be served", tape.word(), ticker, failure);
            return Future.succeededFuture(Answer.error(500, "ERROR", "error",
                    "The simulator could not read this tape: " + failure.getMessage(), requestId));
        });
    }

    /** As the client named us; an old one, which names nobody, gets the address that it reached. */
    private static String authority(HttpServerRequest request) {
        return request.authority() == null ? request.localAddress().toString() : request.authority().toString();
    }
}
