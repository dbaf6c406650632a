package io.microtape.downloader;

import io.microtape.downloader.capture.CaptureStep;
import io.microtape.downloader.capture.Capturer;
import io.microtape.downloader.capture.PageFetcher;
import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.CounterNumbers;
import io.microtape.downloader.ratelimit.FleetNumbers;
import io.microtape.downloader.ratelimit.OwnerNumbers;
import io.microtape.downloader.ratelimit.OwnerTime;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.Timing;
import io.microtape.downloader.vendor.KeyCheck;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.downloader.vendor.polygon.PolygonVendor;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.CompositeFuture;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The downloader-service: wires the vendor, the budget, the breaker and the workers. */
public final class DownloaderService {
    /** From the end of the drain until captures that are not about to be published have been given back. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final List<String> workers;
    private final List<String> companions;
    private final AtomicBoolean givingBack;
    private final RateLimiter limiter;
    private final BufferAllocator allocator;

    private DownloaderService(Vertx vertx, List<String> workers, List<String> companions, AtomicBoolean givingBack,
            RateLimiter limiter, BufferAllocator allocator) {
        this.vertx = vertx;
        this.workers = workers;
        this.companions = companions;
        this.givingBack = givingBack;
        this.limiter = limiter;
        this.allocator = allocator;
    }

    /**
     * Who works, and with what.
     *
     * @param name     tells this process from others
     * @param software this software's version
     * @param observer is told of every step of every capture
     * @param tracing  is told of every capture as a trace
     */
    public record Setup(String name, Config config, VendorKey key, Lake lake, String software, MeterRegistry registry,
            CaptureStep.Observer observer, Tracing tracing) {}

    /** Starts as many workers as {@code downloader.workers} says, with a budget that is this process's alone. */
    public static Future<DownloaderService> alone(Vertx vertx, Setup setup) {
        return start(vertx, setup, new CounterNumbers(vertx.sharedData()::getCounter),
                Timing.of(vertx, Clock.systemUTC()));
    }

    /** As above, with the budget of the fleet, which the owner of the ledger keeps. */
    public static Future<DownloaderService> ofFleet(Vertx vertx, Setup setup) {
        var time = new OwnerTime(Clock.systemUTC());
        return start(vertx, setup, new OwnerNumbers(vertx.eventBus(), time), Timing.of(vertx, time::nanos));
    }

    private static Future<DownloaderService> start(Vertx vertx, Setup setup, FleetNumbers numbers, Timing timing) {
        var settings = setup.config().block("downloader", DownloaderSettings.class);
        var polygon = setup.config().block("polygon", PolygonSettings.class);
        var metrics = new DownloaderMetrics(setup.registry());
        var clock = Clock.systemUTC();
        var vendor = new PolygonVendor(vertx, polygon, setup.key(), settings.workers(), clock);
        var limiter = new RateLimiter(numbers, vendor.name(), polygon.budget(), polygon.backoffMax(), timing);
        var breaker = new VendorBreaker(settings.breakerFailureRate(), settings.breakerMinCalls(),
                settings.breakerWindow(), settings.breakerReset(), timing.clock());
        var gate = new ConcurrencyGate(settings.workers(), timing);
        metrics.watch(limiter, breaker, gate);
        var fetcher = new PageFetcher(vendor,
                new PageFetcher.Guards(gate, breaker, limiter, new KeyCheck(timing.clock()), timing),
                new PageFetcher.Retries(polygon.triesPerPage(), polygon.backoff(), polygon.backoffMax()),
                RandomGenerator.getDefault(), metrics);
        var allocator = new RootAllocator();
        var capturer = new Capturer(vendor, fetcher, setup.lake(), allocator, polygon.maxPages(), clock,
                setup.software(), metrics, setup.observer());
        var renewal = new LeaseRenewalVerticle();
        var givingBack = new AtomicBoolean();
        Future<CompositeFuture> companions = Future.all(vertx.deployVerticle(renewal), vertx.deployVerticle(
                new FleetReportVerticle(setup.name(), settings.workers(), limiter, breaker, gate, clock)));
        List<Future<String>> workers = new ArrayList<>();
        for (int i = 1; i <= settings.workers(); i++) {
            workers.add(vertx.deployVerticle(
                    new DownloaderVerticle(setup.name() + "/" + i, settings, capturer, metrics, renewal,
                            setup.observer(), setup.tracing(), givingBack),
                    new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        }
        return companions.compose(beside -> Future.all(workers).map(all -> new DownloaderService(vertx, all.list(),
                beside.list(), givingBack, limiter, allocator)));
    }

    /** Whether the numbers of the budget can be reached; while they cannot, nothing is asked of the vendor. */
    public boolean hasBudget() {
        return limiter.status().reachable();
    }

    /**
     * Ends: nothing more is asked for. Captures at hand may go on for a while, with their leases renewed; what is not about to
     * be published then is given back. Takes at most {@link #PATIENCE} longer than the drain.
     */
    public Future<Void> stop(Duration drain) {
        if (drain.isPositive()) {
            vertx.setTimer(drain.toMillis(), _ -> givingBack.set(true));
        } else {
            givingBack.set(true);
        }
        return undeploy(workers).eventually(() -> undeploy(companions)).eventually(() -> {
            allocator.close();
            return Future.succeededFuture();
        })
                // A request that is under way may take minutes; its capture's lease then ends by itself.
                .timeout(drain.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> undeploy(List<String> deployments) {
        return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
    }
}
