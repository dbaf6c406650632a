package io.microtape.standalone;

import io.microtape.downloader.DownloaderService;
import io.microtape.downloader.capture.CaptureStep;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.runtime.Software;
import io.microtape.runtime.bus.BusCodecs;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.health.HealthRoutes;
import io.microtape.runtime.health.ReadyCheck;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.status.StatusService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three services in one process, over one home, on a bus of their own. Only one process may do this for a home at a
 * time, so every lease that the ledger still shows at the start belongs to a process that is gone, and every temporary
 * file is left over.
 */
public final class Services implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final long STOP_SECONDS = 30;

    private final Vertx vertx;
    private final Ledger ledger;
    private final FileLock lock;
    private final StatusService status;
    private final HttpApi api;
    private final Optional<DownloaderService> downloader;
    private boolean closed;

    private Services(Vertx vertx, Ledger ledger, FileLock lock, StatusService status, HttpApi api,
            Optional<DownloaderService> downloader) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.lock = lock;
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
                "another microtape process serves the home %s; use that one, or stop it first"
                        .formatted(workplace.home().folder())));
    }

    /** As {@link #start}; empty when another process serves this home. */
    public static Optional<Services> startUnlessServed(Workplace workplace, Optional<VendorKey> key,
            AccessTokens tokens) {
        return workplace.home().lock().map(lock -> start(workplace, key, tokens, lock, (_, _) -> {}));
    }

    /** As {@link #start} without tokens. */
    static Services start(Workplace workplace, Optional<VendorKey> key) {
        return start(workplace, key, AccessTokens.NONE);
    }

    /** As above without tokens, with somebody who is told of every step of every capture. */
    static Optional<Services> startUnlessServed(Workplace workplace, Optional<VendorKey> key,
            CaptureStep.Observer observer) {
        return workplace.home().lock().map(lock -> start(workplace, key, AccessTokens.NONE, lock, observer));
    }

    private static Services start(Workplace workplace, Optional<VendorKey> key, AccessTokens tokens, FileLock lock,
            CaptureStep.Observer observer) {
        Vertx vertx = Vertx.vertx(new VertxOptions());
        try {
            clearUp(workplace);
            // Vert.x itself would print the whole stack of what nobody catches, such as a time-out that comes after its answer.
            vertx.exceptionHandler(e -> LOG.info("nobody caught {}", e.toString(), e));
            BusCodecs.register(vertx);
            await(workplace.manifests().deploy(vertx));
            var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            var status = new StatusService(vertx, workplace.ledger(), workplace.coverages(), workplace.lake());
            List<Routes> routes = new ArrayList<>(status.routes());
            routes.add(workplace.manifests().routes());
            routes.add(
                    new HealthRoutes(registry,
                            List.of(new ReadyCheck("ledger", () -> workplace.ledger().manifests().all()))));
            HttpApi api = await(
                    HttpApi.start(vertx, workplace.config().block("server", ServerSettings.class), tokens, routes));
            Optional<DownloaderService> downloader = key.map(present -> await(DownloaderService.start(vertx, "local",
                    workplace.config(), present, workplace.lake(), Software.version(), registry, observer)));
            return new Services(vertx, workplace.ledger(), lock, status, api, downloader);
        } catch (RuntimeException | Error e) {
            // An Error too: the threads of what was started would keep a process alive that does nothing.
            await(vertx.close());
            release(lock);
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

    /** Lets the captures at hand finish, then ends everything; a second call waits for the first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        downloader.ifPresent(service -> end("the download", service.stop()));
        end("the live stream", status.stop());
        end("the HTTP server", api.stop());
        end("the bus", vertx.close());
        stopTime();
        release(lock);
    }

    /** Waits for a future on a thread of its own; failures come out as they were. */
    public static <T> T await(Future<T> future) {
        try {
            return future.timeout(STOP_SECONDS, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new ConfigException("a service could not start or stop: " + e.getCause().getMessage());
        }
    }

    private static void clearUp(Workplace workplace) {
        int leases = workplace.ledger().leases().endAll();
        try {
            int temporaries = workplace.lake().sweepTemporaries();
            if (leases + temporaries > 0) {
                LOG.info("took back {} leases and swept {} temporary files of a process that is gone", leases,
                        temporaries);
            }
        } catch (LakeUnavailableException e) {
            // A store may be away for a while: captures say so when it stays away.
            LOG.warn("left-over uploads were not swept: {}", e.getMessage());
        } catch (IOException e) {
            throw new ConfigException("the lake %s cannot be read: %s".formatted(workplace.lake().name(),
                    e.getMessage()));
        }
        workplace.ledger().runControl().forgetTime();
        workplace.ledger().runControl().finishSettled();
    }

    /** Waits for one part to end; one that does not must not keep the others from it. */
    private static void end(String what, Future<Void> stopping) {
        try {
            await(stopping);
        } catch (RuntimeException e) {
            LOG.warn("{} did not end in order: {}", what, e.getMessage());
        }
    }

    private void stopTime() {
        try {
            ledger.runControl().stopTime();
        } catch (RuntimeException e) {
            LOG.warn("how long the runs were running could not be written down: {}", e.getMessage());
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            LOG.warn("the lock of the home could not be released: {}", e.getMessage());
        }
    }
}
