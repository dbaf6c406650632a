package io.microtape.simulator;

import io.microtape.simulator.availability.Holes;
import io.microtape.simulator.fault.FaultGenerator;
import io.microtape.simulator.http.Access;
import io.microtape.simulator.http.RequestLog;
import io.microtape.simulator.http.Timing;
import io.microtape.simulator.http.Truth;
import io.microtape.simulator.http.VendorSurface;
import io.microtape.simulator.tape.TapeSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A running vendor of our own on 127.0.0.1: {@code GET /v3/trades/{ticker}} and {@code /v3/quotes/{ticker}} as the real
 * one answers them, {@code GET /simulator/requests} for what was asked of it, and
 * {@code DELETE /simulator/holes} to fill its holes.
 */
public final class Simulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    /** A page under way is some 25 MB; so many may be under way. */
    private static final int WORKERS = 4;

    private final HttpServer server;
    private final WorkerExecutor workers;
    private final VendorSurface surface;
    private final Holes holes;
    private final Truth truth;

    private Simulator(HttpServer server, WorkerExecutor workers, VendorSurface surface, Holes holes, Truth truth) {
        this.server = server;
        this.workers = workers;
        this.surface = surface;
        this.holes = holes;
        this.truth = truth;
    }

    /** Starts to listen; fails when the port is taken. */
    public static Future<Simulator> start(Vertx vertx, SimulatorSettings settings, TapeSource source) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("vendor-simulator-" + UUID.randomUUID(), WORKERS);
        var access = new Access(settings.apiKey(), settings.requestsPerSecond(), settings.requestsPerMinute(),
                settings.retryAfter(), settings.entitlement());
        var holes = new Holes(settings.holes());
        var timing = new Timing(Clock.systemUTC(), settings.latency(), settings.dripPause(), settings.oversize());
        var surface = new VendorSurface(vertx, workers, source, access, holes,
                new FaultGenerator(settings.faults()), timing);
        // One request at a time on a connection: closing it, as some faults do, must not end other answers.
        var options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options).requestHandler(surface).listen(settings.port(), HOST)
                .map(server -> new Simulator(server, workers, surface, holes, new Truth(source)))
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
        return surface.log();
    }

    /** What the tapes really hold. */
    public Truth truth() {
        return truth;
    }

    /** From now on more requests a second than these are answered with 429; empty for no such limit. */
    public void limit(OptionalInt perSecond) {
        SimulatorSettings.checkLimit(perSecond);
        surface.limit(perSecond);
    }

    /** From now on there are no holes. */
    public void fillHoles() {
        holes.fill();
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
