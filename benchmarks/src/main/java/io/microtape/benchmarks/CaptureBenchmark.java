package io.microtape.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.microtape.downloader.DownloaderMetrics;
import io.microtape.downloader.capture.CaptureTraces;
import io.microtape.downloader.capture.Capturer;
import io.microtape.downloader.capture.PageFetcher;
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
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.History;
import io.microtape.model.lease.Lease;
import io.microtape.model.vendor.Plan;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.tracing.Tracing;
import io.microtape.runtime.tracing.TracingSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;

/**
 * Whole captures, one after the other, by the classes that a downloader runs: ask, unpack, parse, write, flush, prove,
 * publish. Used by {@code benchmarks/capture/run.py}, which sets them beside their peers.
 *
 * <p>
 * {@code pages FOLDER TAPE PAGES ROWS PORT} writes what the server hands out; {@code capture URL TAPE CAPTURES LAKE}
 * prints a line of JSON: rows, bytes and files in the lake. With a fifth argument all of it is traced, to the collector there.
 */
public final class CaptureBenchmark {
    private static final long MINUTE = 60_000_000_000L;

    private CaptureBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "pages" -> CapturePages.write(Path.of(arguments[1]), tape(arguments[2]), number(arguments[3]),
                    number(arguments[4]), number(arguments[5]));
            case "capture" -> capture(URI.create(arguments[1]), tape(arguments[2]), number(arguments[3]),
                    Path.of(arguments[4]), new TracingSettings(arguments.length > 5 ? arguments[5] : "", 1));
            default -> throw new IllegalArgumentException(
                    "pages FOLDER TAPE PAGES ROWS PORT, or capture URL TAPE CAPTURES LAKE [COLLECTOR]");
        }
    }

    private static void capture(URI vendor, Tape tape, int captures, Path lake, TracingSettings traced) {
        Tracing tracing = Tracing.of(traced, "benchmark", "benchmark");
        Vertx vertx = tracing.into(Vertx.builder()).build();
        try (tracing; var allocator = new RootAllocator()) {
            Capturer capturer = capturer(vertx, vendor, new FolderLake(lake), allocator);
            long[] totals = new long[2];
            await(vertx.deployVerticle(new VerticleBase() {
                @Override
                public Future<?> start() {
                    for (int i = 0; i < captures; i++) {
                        Published published = published(capturer, lease(tape, i), tracing);
                        totals[0] += published.proof().rowsKept();
                        totals[1] += published.proof().bytes();
                    }
                    return Future.succeededFuture();
                }
            }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
            System.out.println(Json.text(Map.of("rows", totals[0], "bytes", totals[1], "files", captures)));
        } finally {
            await(vertx.close());
        }
    }

    private static Capturer capturer(Vertx vertx, URI base, Lake lake, RootAllocator allocator) {
        var settings = new PolygonSettings(base, Plan.ADVANCED, 100, 100, 0, 0, 50_000, 10_000, 1 << 28,
                Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60), 2, Duration.ofMillis(1),
                Duration.ofMillis(20));
        var metrics = new DownloaderMetrics(new SimpleMeterRegistry());
        Clock clock = Clock.systemUTC();
        var timing = Timing.of(vertx, clock);
        var vendor = new PolygonVendor(vertx, settings, new VendorKey("benchmark"), 1, clock);
        var guards = new PageFetcher.Guards(new ConcurrencyGate(1, timing),
                new VendorBreaker(100, 1000, Duration.ofMinutes(1), Duration.ofMillis(10), clock),
                new RateLimiter(new CounterNumbers(vertx.sharedData()::getCounter), "benchmark",
                        RateBudget.fixed(1_000),
                        Duration.ofMillis(20), timing),
                new KeyCheck(clock), timing);
        var retries = new PageFetcher.Retries(2, Duration.ofMillis(1), Duration.ofMillis(20));
        var fetcher = new PageFetcher(vendor, guards, retries, new SplittableRandom(1), metrics);
        return new Capturer(vendor, fetcher, lake, allocator, 10_000, Clock.systemUTC(), "benchmark", metrics,
                (_, _) -> {});
    }

    private static Published published(Capturer capturer, Lease lease, Tracing tracing) {
        try (var traces = CaptureTraces.begin(tracing, "benchmark", List.of(lease))) {
            CaptureOutcome outcome = capturer.capture(List.of(lease), _ -> true, traces).getFirst().outcome();
            if (outcome instanceof Published published) {
                return published;
            }
            throw new IllegalStateException("not captured: " + outcome);
        }
    }

    /** The same rows each time, as the window of another event minute and so as another file. */
    private static Lease lease(Tape tape, int index) {
        long at = CapturePages.FROM + index * MINUTE;
        var spec = new CaptureSpec(WindowId.of(CapturePages.SYMBOL, at), CapturePages.SYMBOL, tape, at,
                CapturePages.FROM, CapturePages.TO, QuotePolicy.KEEP_ALL);
        return new Lease(spec.captureId(), "run", "manifest", spec, LakePaths.of(spec), 1, 60_000, EventBar.UNKNOWN,
                History.NONE);
    }

    private static Tape tape(String word) {
        return Tape.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static <T> T await(Future<T> future) {
        return future.timeout(1, TimeUnit.HOURS).toCompletionStage().toCompletableFuture().join();
    }
}
