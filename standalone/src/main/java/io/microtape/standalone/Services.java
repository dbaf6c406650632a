package io.microtape.standalone;

import io.microtape.downloader.DownloaderService;
import io.microtape.downloader.DownloaderService.Setup;
import io.microtape.downloader.capture.CaptureStep;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.LedgerMetrics;
import io.microtape.manifest.lease.Succession;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.health.HealthRoutes;
import io.microtape.runtime.health.ReadyCheck;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ServingRight;
import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.Place;
import io.microtape.runtime.process.PreparedVertx;
import io.microtape.runtime.tracing.Tracing;
import io.microtape.runtime.tracing.TracingSettings;
import io.microtape.status.StatusService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The three services in one process, over one home, on a bus of their own. Only one process may do this for a home at a
 * time, so every lease that the ledger still shows at the start belongs to a process that is gone, and every temporary
 * file is left over.
 */
public final class Services implements AutoCloseable {
    private final Vertx vertx;
    private final Tracing tracing;
    private final Ledger ledger;
    private final ServingRight right;
    private final StatusService status;
    private final HttpApi api;
    private final Optional<DownloaderService> downloader;
    private boolean closed;

    private Services(Vertx vertx, Tracing tracing, Ledger ledger, ServingRight right, StatusService status, HttpApi api,
            Optional<DownloaderService> downloader) {
        this.vertx = vertx;
        this.tracing = tracing;
        this.ledger = ledger;
        this.right = right;
        this.status = status;
        this.api = api;
        this.downloader = downloader;
    }

    /**
     * Starts the services.
     *
     * @param key    the vendor key; without it everything runs but the download
     * @param tokens who may ask; without any everybody who reaches this machine's loopback address
     * @throws ConfigException when another process serves this home, or a setting cannot be honoured
     */
    public static Services start(Workplace workplace, Optional<VendorKey> key, AccessTokens tokens) {
        return startUnlessServed(workplace, key, tokens).orElseThrow(() -> new ConfigException(
                "another microtape process serves the ledger %s; use that one, or stop it first"
                        .formatted(workplace.ledger().place())));
    }

    /** As {@link #start}; empty when another process serves this home. */
    public static Optional<Services> startUnlessServed(Workplace workplace, Optional<VendorKey> key,
            AccessTokens tokens) {
        return workplace.ledger().serveAlone().map(right -> start(workplace, key, tokens, right, (_, _) -> {}));
    }

    /** As {@link #start} without tokens. */
    static Services start(Workplace workplace, Optional<VendorKey> key) {
        return start(workplace, key, AccessTokens.NONE);
    }

    /** As above without tokens, with somebody who is told of every step of every capture. */
    static Optional<Services> startUnlessServed(Workplace workplace, Optional<VendorKey> key,
            CaptureStep.Observer observer) {
        return workplace.ledger().serveAlone()
                .map(right -> start(workplace, key, AccessTokens.NONE, right, observer));
    }

    private static Services start(Workplace workplace, Optional<VendorKey> key, AccessTokens tokens, ServingRight right,
            CaptureStep.Observer observer) {
        Tracing tracing = Tracing.of(workplace.config().block("tracing", TracingSettings.class), "microtape",
                Place.nameOfThis());
        Vertx vertx = tracing.into(Vertx.builder().with(PreparedVertx.options())).build();
        try {
            Succession.alone(workplace.ledger(), workplace.lake());
            PreparedVertx.prepare(vertx);
            Blocking.await(workplace.manifests().deploy(vertx));
            var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new LedgerMetrics(workplace.ledger(), workplace.coverages()).watch(registry);
            var status = new StatusService(vertx, workplace.ledger(), workplace.coverages(), workplace.lake());
            List<Routes> routes = new ArrayList<>(status.routes());
            routes.add(workplace.manifests().routes());
            var health = new HealthRoutes(registry, List.of(ReadyCheck.of(workplace.ledger())));
            routes.add(health);
            var server = workplace.config().block("server", ServerSettings.class);
            HttpApi api = Blocking.await(HttpApi.start(vertx, server, tokens, routes));
            Blocking.await(HttpApi.startManagement(vertx, server, List.of(health)));
            Optional<DownloaderService> downloader = key.map(present -> Blocking.await(DownloaderService.alone(vertx,
                    new Setup("local", workplace.config(), present, workplace.lake(), Software.version(), registry,
                            observer, tracing))));
            return new Services(vertx, tracing, workplace.ledger(), right, status, api, downloader);
        } catch (RuntimeException | Error e) {
            // An Error too: the threads of what was started would keep a process alive that does nothing.
            Blocking.await(vertx.close());
            tracing.close();
            right.close();
            throw e;
        }
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Where REST and dashboard answer. */
    public URI url() {
        return api.url();
    }

    /** Gives back the captures at hand that are not about to be published, then ends everything; a second call waits for the first. */
    @Override
    public void close() {
        end(Duration.ZERO);
    }

    /** As {@link #close}; captures at hand may go on for a while before. */
    public synchronized void end(Duration drain) {
        if (closed) {
            return;
        }
        closed = true;
        downloader.ifPresent(service -> Blocking.end("the download", service.stop(drain),
                drain.plus(DownloaderService.PATIENCE).toSeconds() + 1));
        Blocking.end("the live stream", status.stop());
        Blocking.end("the HTTP server", api.stop());
        Blocking.end("the bus", vertx.close());
        Succession.leave(ledger);
        right.close();
        tracing.close();
    }
}
