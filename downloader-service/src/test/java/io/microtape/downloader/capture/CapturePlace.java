package io.microtape.downloader.capture;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.microtape.downloader.DownloaderMetrics;
import io.microtape.downloader.capture.Capturer.Result;
import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.downloader.ratelimit.CounterNumbers;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.Timing;
import io.microtape.downloader.vendor.KeyCheck;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.downloader.vendor.polygon.PolygonVendor;
import io.microtape.model.lease.Lease;
import io.microtape.model.vendor.Plan;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.tracing.Tracing;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.tape.TapeSource;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.arrow.memory.RootAllocator;

/** A real vendor over HTTP, a lake in a folder, and a capturer between them. */
final class CapturePlace implements AutoCloseable {
    static final String KEY = "the-secret-key";
    /** Synthetic tapes of a market without end. */
    static final TapeSource MARKET = new SyntheticTapes(11, MarketCalendars.usEquities());
    private static final long FAULT_SEED = 3;

    private final Path folder;
    private final RootAllocator allocator = new RootAllocator();
    private final Vertx vertx = Vertx.vertx();
    private Simulator simulator;
    private Tracing tracing = Tracing.OFF;
    private CaptureStep.Observer observer = (_, _) -> {};

    CapturePlace(Path folder) {
        this.folder = folder;
    }

    /** Starts the vendor; the one before, if any, ends with this place. */
    void simulate(TapeSource tapes, String faults) {
        System.out.println("fault seed " + FAULT_SEED);
        simulator = await(Simulator.start(vertx,
                SimulatorSettings.accepting(KEY).withFaults(FaultPlan.parse(faults, FAULT_SEED)), tapes));
    }

    /** Is told of the steps of every capture from now on. */
    void observe(CaptureStep.Observer told) {
        observer = told;
    }

    /** Is told of every capture from now on. */
    void trace(Tracing told) {
        tracing = told;
    }

    Simulator simulator() {
        return simulator;
    }

    FolderLake lake(String name) {
        return new FolderLake(folder.resolve(name));
    }

    List<Result> capture(FolderLake lake, List<Lease> leases, String key, int pageLimit, Predicate<Lease> held) {
        var settings = new PolygonSettings(simulator.baseUrl(), Plan.ADVANCED, 100, 100, 0, 0, pageLimit, 10_000,
                1 << 28,
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(30), 8, Duration.ofMillis(1),
                Duration.ofMillis(20));
        var metrics = new DownloaderMetrics(new SimpleMeterRegistry());
        Clock clock = Clock.systemUTC();
        var timing = Timing.of(vertx, clock);
        var vendor = new PolygonVendor(vertx, settings, new VendorKey(key), 4, clock);
        var guards = new PageFetcher.Guards(new ConcurrencyGate(4, timing),
                new VendorBreaker(100, 1000, Duration.ofMinutes(1), Duration.ofMillis(10), clock),
                new RateLimiter(new CounterNumbers(vertx.sharedData()::getCounter), "test", RateBudget.fixed(2000),
                        Duration.ofMillis(20), timing),
                new KeyCheck(clock), timing);
        var fetcher = new PageFetcher(vendor, guards,
                new PageFetcher.Retries(8, Duration.ofMillis(1), Duration.ofMillis(20)), new SplittableRandom(1),
                metrics);
        var capturer = new Capturer(vendor, fetcher, lake, allocator, 10_000, Clock.systemUTC(), "test", metrics,
                observer);
        try (var traces = CaptureTraces.begin(tracing, "test", leases)) {
            return onVirtualThread(() -> capturer.capture(leases, held, traces));
        }
    }

    List<Result> capture(FolderLake lake, List<Lease> leases, int pageLimit) {
        return capture(lake, leases, KEY, pageLimit, _ -> true);
    }

    @Override
    public void close() {
        await(vertx.close());
        allocator.close();
    }

    /** All rows of a stored file as text, in the file's order. */
    static List<String> rows(Path file) throws Exception {
        return query("select * from '%s'".formatted(file));
    }

    /** The rows that a query gives, as text. */
    static List<String> query(String sql) throws Exception {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                var row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(found.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    /** Every file in a lake, whatever its name. */
    static List<Path> files(FolderLake lake) throws Exception {
        if (!Files.exists(lake.root())) {
            return List.of();
        }
        try (var tree = Files.walk(lake.root())) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private <T> T onVirtualThread(Supplier<T> work) {
        var result = new AtomicReference<T>();
        await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                result.set(work.get());
                return Future.succeededFuture();
            }
        }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        return result.get();
    }

    private static <T> T await(Future<T> future) {
        return future.timeout(120, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture().join();
    }
}
