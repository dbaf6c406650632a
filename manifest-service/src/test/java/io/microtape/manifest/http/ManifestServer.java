package io.microtape.manifest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.ManifestService;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.runtime.bus.BusCodecs;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.Ledger;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The manifest-service as a process has it: a real server on a free port, over a home in a folder. */
final class ManifestServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Config config;
    private final Ledger ledger;
    private final ManifestService service;
    private final HttpApi http;

    ManifestServer(Path folder) throws Exception {
        this.folder = folder;
        this.config = Config.load(Optional.empty(), Optional.of("demo"),
                List.of("intraday_manifest.require_daily_metrics=false", "intraday_manifest.min_event_score=0"));
        BusCodecs.register(vertx);
        this.ledger = Ledger.sqlite(folder.resolve("ledger.db"), Clock.systemUTC(), new CaptureLifecycle(5,
                Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(24), List.of(), 0));
        this.service = new ManifestService(ledger, new Coverages(ledger, Pace.of(config), Clock.systemUTC()), config,
                MarketCalendars.usEquities(), new ManifestStore(manifests()));
        this.http = HttpApi.start(vertx, new ServerSettings("127.0.0.1", 0, 0), List.of(service.routes())).await(20,
                TimeUnit.SECONDS);
    }

    Path manifests() {
        return folder.resolve("manifests");
    }

    URI url() {
        return http.url();
    }

    /** Builds a manifest, as the command line would beside the server. */
    BuiltManifest build(Path events) {
        return service.build(new BuildRequest(events.toString(), Optional.empty(), Optional.empty(),
                config.profile(), false));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return client.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
        return client.send(request(path, headers).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return client.send(request(path, headers).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    /** The JSON of a call that must succeed. */
    JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(http.url() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        client.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        ledger.close();
    }
}
