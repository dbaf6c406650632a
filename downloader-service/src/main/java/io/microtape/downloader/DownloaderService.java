package io.microtape.downloader;

import io.microtape.downloader.capture.CaptureStep;
import io.microtape.downloader.capture.Capturer;
import io.microtape.downloader.capture.PageFetcher;
import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.Timing;
import io.microtape.downloader.vendor.KeyCheck;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.downloader.vendor.polygon.PolygonVendor;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.lake.Lake;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The downloader-service: wires the vendor, the budget, the breaker and the workers. */
public final class DownloaderService {
    private final Vertx vertx;
    private final List<String> deployments;
    private final BufferAllocator allocator;

    private DownloaderService(Vertx vertx, List<String> deployments, BufferAllocator allocator) {
        this.vertx = vertx;
        this.deployments = deployments;
        this.allocator = allocator;
    }

    /**
     * Starts as many workers as {@code downloader.workers} says; {@code name} tells this process from others, and the
     * observer is told of every step of every capture.
     */
    public static Future<DownloaderService> start(Vertx vertx, String name, Config config, VendorKey key, Lake lake,
            String software, MeterRegistry registry, CaptureStep.Observer observer) {
        var settings = config.block("downloader", DownloaderSettings.class);
        var polygon = config.block("polygon", PolygonSettings.class);
        var metrics = new DownloaderMetrics(registry);
        var clock = Clock.systemUTC();
        var timing = Timing.of(vertx, clock);
        var vendor = new PolygonVendor(vertx, polygon, key, settings.workers(), clock);
        var limiter = new RateLimiter(vertx.sharedData()::getCounter, vendor.name(), polygon.budget(),
                polygon.backoffMax(), timing);
        var breaker = new VendorBreaker(settings.breakerFailureRate(), settings.breakerMinCalls(),
                settings.breakerWindow(), settings.breakerReset(), timing.clock());
        var gate = new ConcurrencyGate(settings.workers(), timing);
        metrics.watch(limiter, breaker, gate);
        var fetcher = new PageFetcher(vendor,
                new PageFetcher.Guards(gate, breaker, limiter, new KeyCheck(timing.clock()), timing),
                new PageFetcher.Retries(polygon.triesPerPage(), polygon.backoff(), polygon.backoffMax()),
                RandomGenerator.getDefault(), metrics);
        var allocator = new RootAllocator();
        var capturer = new Capturer(vendor, fetcher, lake, allocator, polygon.maxPages(), clock, software, metrics,
                observer);
        var renewal = new LeaseRenewalVerticle();
        List<Future<String>> workers = new ArrayList<>();
        workers.add(vertx.deployVerticle(renewal));
        workers.add(vertx.deployVerticle(
                new FleetReportVerticle(name, settings.workers(), limiter, breaker, gate, clock)));
        for (int i = 1; i <= settings.workers(); i++) {
            workers.add(vertx.deployVerticle(
                    new DownloaderVerticle(name + "/" + i, settings, capturer, metrics, renewal, observer),
                    new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        }
        return Future.all(workers).map(all -> new DownloaderService(vertx, all.list(), allocator));
    }

    /** Lets the captures at hand finish, then ends. */
    public Future<Void> stop() {
        return Future.join(deployments.stream().map(vertx::undeploy).toList()).eventually(() -> {
            allocator.close();
            return Future.succeededFuture();
        }).mapEmpty();
    }
}
