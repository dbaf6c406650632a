package io.microtape.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.bus.BusCodecs;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.status.live.LiveLimits;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The status-service as a process has it: a real server on a free port, over a real ledger in a folder. */
public final class StatusServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LedgerFixture ledger;
    private final FolderLake lake;
    private final StatusService service;
    private final HttpApi http;

    public StatusServer(Path folder) throws Exception {
        this(folder, LiveLimits.DEFAULT, 0);
    }

    public StatusServer(Path folder, LiveLimits limits, int port) throws Exception {
        BusCodecs.register(vertx);
        this.ledger = new LedgerFixture(folder);
        this.lake = new FolderLake(folder.resolve("lake"));
        this.service = new StatusService(vertx, ledger.ledger(),
                new Coverages(ledger.ledger(), new Pace(16, 50), Clock.systemUTC()), lake, limits);
        List<Routes> routes = new ArrayList<>(service.routes());
        routes.add(new OwnerRoutes(ledger.ledger()));
        this.http = HttpApi.start(vertx, new ServerSettings("127.0.0.1", port, 0), routes).await(20, TimeUnit.SECONDS);
    }

    public Vertx vertx() {
        return vertx;
    }

    public LedgerFixture ledger() {
        return ledger;
    }

    public FolderLake lake() {
        return lake;
    }

    public StatusService service() {
        return service;
    }

    public HttpApi http() {
        return http;
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(http.url().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The JSON of a call that must succeed. */
    public JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
        service.stop().compose(_ -> vertx.close()).toCompletionStage().toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS).join();
        ledger.close();
    }
}
