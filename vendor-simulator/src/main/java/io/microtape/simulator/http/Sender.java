package io.microtape.simulator.http;

import io.microtape.simulator.fault.Effect.Delivery;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers: whole, or in one of the ways that faults have. */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int DRIPS = 20;
    private static final Buffer SPACES = Buffer.buffer(" ".repeat(1 << 16));

    private final Vertx vertx;
    private final Timing timing;

    Sender(Vertx vertx, Timing timing) {
        this.vertx = vertx;
        this.timing = timing;
    }

    /** Sends the answer in its own time, on the event loop of the request. */
    void send(HttpServerRequest request, Answer answer, Optional<Delivery> delivery) {
        Buffer body = Buffer.buffer(answer.body());
        Buffer half = body.slice(0, body.length() / 2);
        HttpServerResponse response = request.response();
        switch (delivery.orElse(null)) {
            case null -> head(response, answer, 0).end(body).onFailure(Sender::clientGone);
            case CUT -> head(response, answer, 0).write(half).onComplete(_ -> close(request));
            case ABORTED -> head(response, answer, 0).write(half)
                    .onComplete(_ -> new RawChannel(request.connection()).abort());
            case STALLED -> head(response, answer, 0).write(half).onFailure(Sender::clientGone);
            case CLOSED_AFTER_HEADERS -> head(response, answer, 0).writeHead().onComplete(_ -> close(request));
            case CLOSED_IN_HEADERS -> new RawChannel(request.connection()).sendAndClose(halfHead(answer));
            case CLOSED_BEFORE -> close(request);
            case SILENT -> LOG.debug("{} is not answered", request.path());
            case DRIPPED -> drip(head(response, answer, 0), body, 1);
            case OVERSIZED -> {
                // A compressed answer brings its spaces along.
                long spaces = answer.headers().containsKey("Content-Encoding") ? 0 : timing.oversize();
                head(response, answer, spaces).write(body).onSuccess(_ -> blank(response, spaces))
                        .onFailure(Sender::clientGone);
            }
        }
    }

    private void drip(HttpServerResponse response, Buffer body, int drop) {
        int from = (int) ((long) body.length() * (drop - 1) / DRIPS);
        Buffer piece = body.slice(from, (int) ((long) body.length() * drop / DRIPS));
        if (drop == DRIPS) {
            response.end(piece).onFailure(Sender::clientGone);
            return;
        }
        response.write(piece).compose(_ -> vertx.timer(timing.dripPause().toMillis()))
                .onSuccess(_ -> drip(response, body, drop + 1)).onFailure(Sender::clientGone);
    }

    private static void blank(HttpServerResponse response, long spaces) {
        if (spaces == 0) {
            response.end().onFailure(Sender::clientGone);
            return;
        }
        int count = (int) Math.min(spaces, SPACES.length());
        response.write(SPACES.slice(0, count)).onSuccess(_ -> blank(response, spaces - count))
                .onFailure(Sender::clientGone);
    }

    private static HttpServerResponse head(HttpServerResponse response, Answer answer, long more) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response.putHeader("Content-Length", Long.toString(answer.body().length + more));
    }

    /** Status line and headers up to the middle of the last one. */
    private static String halfHead(Answer answer) {
        String headers = answer.headers().entrySet().stream()
                .map(header -> "%s: %s\r\n".formatted(header.getKey(), header.getValue()))
                .collect(Collectors.joining());
        return "HTTP/1.1 %d \r\n%sContent-Len".formatted(answer.status(), headers);
    }

    private static void close(HttpServerRequest request) {
        request.connection().close().onFailure(Sender::clientGone);
    }

    private static void clientGone(Throwable failure) {
        LOG.debug("the client did not wait for its answer", failure);
    }
}
