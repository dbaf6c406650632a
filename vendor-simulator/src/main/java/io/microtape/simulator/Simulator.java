package io.microtape.simulator;

import io.microtape.simulator.fault.FaultGenerator;
import io.microtape.simulator.http.Access;
import io.microtape.simulator.http.RequestLog;
import io.microtape.simulator.http.VendorSurface;
import io.microtape.simulator.tape.TapeSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.UUID;

/**
 * A running vendor of our own on 127.0.0.1: {@code GET /v3/trades/{ticker}} and {@code /v3/quotes/{ticker}} as the real
 * one answers them, and {@code GET /simulator/requests} for what was asked of it.
 */
public final class Simulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    /** A page under way is some 25 MB; so many may be under way. */
    private static final int WORKERS = 4;

    private final HttpServer server;
    private final WorkerExecutor workers;
    private final RequestLog requests;

    private Simulator(HttpServer server, WorkerExecutor workers, RequestLog requests) {
        this.server = server;
        this.workers = workers;
        this.requests = requests;
    }

    /** Starts to listen; fails when the port is taken. */
    public static Future<Simulator> start(Vertx vertx, SimulatorSettings settings, TapeSource source) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("vendor-simulator-" + UUID.randomUUID(), WORKERS);
        var access = new Access(settings.apiKey(), settings.requestsPerSecond(), settings.requestsPerMinute(),
                settings.retryAfter());
        var surface = new VendorSurface(vertx, workers, source, access, new FaultGenerator(settings.faults()),
                settings.latency());
        // One request at a time on a connection: closing it, as some faults do, must not end other answers.
        var options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options).requestHandler(surface).listen(settings.port(), HOST)
                .map(server -> new Simulator(server, workers, surface.log()))
                .onFailure(_ -> workers.close().onFailure(failure -> {}));
    }

    public int port() {
        return server.actualPort();
    }

    /** Such as {@code http://127.0.0.1:40123}, without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://%s:%d".formatted(HOST, port()));
    }

    /** What was asked so far; also after the end. */
    public RequestLog requests() {
        return requests;
    }

    /** Stops listening, closes open connections and lets the worker threads go. */
    public Future<Void> stop() {
        return server.close().eventually(workers::close);
    }

    /** {@link #stop} and wait for it; not to be called on an event loop. */
    @Override
    public void close() {
        stop().toCompletionStage().toCompletableFuture().join();
    }
}
