package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.fault.Effect;
import io.microtape.simulator.fault.FaultGenerator;
import io.microtape.simulator.tape.TapeSource;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vendor's HTTP surface: logs the request, waits the latency, lets the fault plan have its way, checks key and
 * rate, and has the page read and written on a worker thread.
 */
public final class VendorSurface implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(VendorSurface.class);
    private static final String REQUESTS_PATH = "/simulator/requests";

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final PageAnswers pages;
    private final Gate gate;
    private final FaultGenerator faults;
    private final Duration latency;
    private final RequestLog log;
    private final AtomicLong requests = new AtomicLong();

    public VendorSurface(Vertx vertx, WorkerExecutor workers, TapeSource source, Access access, FaultGenerator faults,
            Duration latency) {
        this.vertx = vertx;
        this.workers = workers;
        this.pages = new PageAnswers(source);
        this.gate = new Gate(access.apiKey(), new RequestRate(access.perSecond(), access.perMinute(),
                System::nanoTime), access.retryAfter());
        this.faults = faults;
        this.latency = latency;
        this.log = new RequestLog(access.apiKey());
    }

    public RequestLog log() {
        return log;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (REQUESTS_PATH.equals(request.path())) {
            send(request.response(), Answer.text(200, "application/json", Map.of(), log.json().encode()));
            return;
        }
        log.asked(request.method() + " " + request.uri());
        var fault = faults.next(Targets.withoutKey(request.uri()));
        fault.ifPresent(log::met);
        Future<Void> due = latency.toMillis() == 0
                ? Future.succeededFuture()
                : vertx.timer(latency.toMillis()).mapEmpty();
        due.onSuccess(_ -> {
            switch (fault.map(met -> met.effect()).orElse(null)) {
                case null -> answer(request).onSuccess(answer -> logAndSend(request.response(), answer));
                case Effect.Answered(int status, String type, String body, Map<String, String> headers) ->
                    logAndSend(request.response(), Answer.text(status, type, headers, body));
                case Effect.BodyCut _ -> answer(request).onSuccess(answer -> cut(request, answer));
                case Effect.ConnectionClosed _ -> {
                    log.answered(RequestLog.NO_ANSWER);
                    hangUp(request);
                }
            }
        });
    }

    private Future<Answer> answer(HttpServerRequest request) {
        String requestId = RequestIds.of(requests.incrementAndGet());
        Optional<Targets.TapePath> path = Targets.tapePath(request.path());
        if (!request.method().equals(HttpMethod.GET) || path.isEmpty()) {
            return Future.succeededFuture(Answer.error(404, "NOT_FOUND", "message", "Not Found.", requestId));
        }
        MultiMap params;
        PageQuery query;
        try {
            params = Targets.params(request);
            Optional<Answer> refusal = gate.refusal(request.headers(), params, requestId);
            if (refusal.isPresent()) {
                return Future.succeededFuture(refusal.get());
            }
            query = QueryText.parse(params);
        } catch (BadQuery e) {
            return Future.succeededFuture(Answer.error(400, "ERROR", "error", e.getMessage(), requestId));
        }
        String ticker = path.get().ticker();
        Tape tape = path.get().tape();
        String self = "http://" + request.authority() + request.path();
        boolean gzip = Gzip.wanted(request.getHeader("Accept-Encoding"));
        return workers.executeBlocking(() -> pages.answer(ticker, tape, query, self, requestId, gzip), false)
                .recover(failure -> {
                    LOG.warn("{} of {} could not be served", tape.word(), ticker, failure);
                    return Future.succeededFuture(Answer.error(500, "ERROR", "error",
                            "The simulator could not read this tape: " + failure.getMessage(), requestId));
                });
    }

    private void logAndSend(HttpServerResponse response, Answer answer) {
        log.answered(answer.status());
        send(response, answer);
    }

    private static void send(HttpServerResponse response, Answer answer) {
        head(response, answer).end(Buffer.buffer(answer.body())).onFailure(VendorSurface::clientGone);
    }

    private void cut(HttpServerRequest request, Answer answer) {
        log.answered(answer.status());
        Buffer half = Buffer.buffer(answer.body()).slice(0, answer.body().length / 2);
        head(request.response(), answer).write(half).onComplete(_ -> hangUp(request));
    }

    private static HttpServerResponse head(HttpServerResponse response, Answer answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response.putHeader("Content-Length", Integer.toString(answer.body().length));
    }

    private static void hangUp(HttpServerRequest request) {
        request.connection().close().onFailure(VendorSurface::clientGone);
    }

    private static void clientGone(Throwable failure) {
        LOG.debug("the client did not wait for its answer", failure);
    }
}
