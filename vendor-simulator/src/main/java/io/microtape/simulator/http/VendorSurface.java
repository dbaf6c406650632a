package io.microtape.simulator.http;

import io.microtape.simulator.availability.Holes;
import io.microtape.simulator.fault.Effect;
import io.microtape.simulator.fault.Effect.Delivery;
import io.microtape.simulator.fault.FaultGenerator;
import io.microtape.simulator.rewrite.HttpDate;
import io.microtape.simulator.tape.TapeSource;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The vendor's HTTP surface: logs the request, waits the latency, lets the fault plan have its way, and has the request
 * answered.
 */
public final class VendorSurface implements Handler<HttpServerRequest> {
    private static final String REQUESTS_PATH = "/simulator/requests";
    private static final String HOLES_PATH = "/simulator/holes";
    private static final String JSON = "application/json";

    private final Vertx vertx;
    private final FaultGenerator faults;
    private final Timing timing;
    private final Answers answers;
    private final Sender sender;
    private final Holes holes;
    private final RequestLog log;

    public VendorSurface(Vertx vertx, WorkerExecutor workers, TapeSource source, Access access, Holes holes,
            FaultGenerator faults, Timing timing) {
        this.vertx = vertx;
        this.faults = faults;
        this.timing = timing;
        this.answers = new Answers(workers, new PageAnswers(source, timing.oversize()), new Gate(access), holes);
        this.holes = holes;
        this.sender = new Sender(vertx, timing);
        this.log = new RequestLog(access.apiKey());
    }

    public RequestLog log() {
        return log;
    }

    /** From now on so many requests a second pass. */
    public void limit(OptionalInt perSecond) {
        answers.limit(perSecond);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (REQUESTS_PATH.equals(request.path())) {
            sender.send(request, Answer.text(200, JSON, Map.of(), log.json().encode()), Optional.empty());
            return;
        }
        if (HOLES_PATH.equals(request.path()) && request.method().equals(HttpMethod.DELETE)) {
            holes.fill();
            request.response().setStatusCode(204).end().onFailure(failure -> {});
            return;
        }
        String target = Targets.withoutKey(request.uri());
        RequestLog.Entry entry = log.asked(request.method().name(), request.uri(), target, request.headers());
        Instant arrived = timing.clock().instant();
        Optional<FaultGenerator.Due> due = faults.next(target).filter(fault -> meets(fault, target));
        Future<Void> waited = timing.latency().toMillis() == 0
                ? Future.succeededFuture()
                : vertx.timer(timing.latency().toMillis()).mapEmpty();
        waited.onSuccess(_ -> answer(request, entry, arrived, due));
    }

    private void answer(HttpServerRequest request, RequestLog.Entry entry, Instant arrived,
            Optional<FaultGenerator.Due> due) {
        Optional<Effect> effect = due.map(met -> met.fault().effect());
        switch (effect.orElse(null)) {
            case Effect.Answered instead -> {
                log.met(entry, due.get().fault());
                send(request, entry, instead(instead, arrived), Optional.empty());
            }
            case Effect.Sent(Delivery delivery) when delivery == Delivery.CLOSED_BEFORE
                    || delivery == Delivery.SILENT -> {
                log.met(entry, due.get().fault());
                log.answered(entry, RequestLog.NO_ANSWER);
                sender.send(request, Answer.text(200, "", Map.of(), ""), Optional.of(delivery));
            }
            case Effect.Sent(Delivery delivery) -> {
                log.met(entry, due.get().fault());
                answers.answer(request, arrived, effect)
                        .onSuccess(answer -> send(request, entry, answer, Optional.of(delivery)));
            }
            case null, default -> answers.answer(request, arrived, effect).onSuccess(answer -> {
                due.filter(_ -> answer.altered()).ifPresent(met -> log.met(entry, met.fault()));
                send(request, entry, answer, Optional.empty());
            });
        }
    }

    private void send(HttpServerRequest request, RequestLog.Entry entry, Answer answer, Optional<Delivery> delivery) {
        log.answered(entry, answer.status());
        sender.send(request, answer, delivery);
    }

    private static Answer instead(Effect.Answered effect, Instant arrived) {
        Answer answer = Answer.text(effect.status(), effect.contentType(), effect.headers(), effect.body());
        return effect.retryDate().map(ahead -> answer.with("Retry-After", HttpDate.of(arrived.plus(ahead))))
                .orElse(answer);
    }

    private static boolean meets(FaultGenerator.Due due, String target) {
        return !(due.fault().effect() instanceof Effect.Answered answered) || switch (answered.when()) {
            case ALWAYS -> true;
            case LATER_PAGE -> Targets.hasCursor(target);
            case FIRST_TIME -> due.earlier() == 0;
        };
    }
}
