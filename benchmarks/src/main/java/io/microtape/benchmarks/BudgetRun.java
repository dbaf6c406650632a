package io.microtape.benchmarks;

import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.downloader.ratelimit.CounterNumbers;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.RateLimiter.Permit;
import io.microtape.downloader.ratelimit.Timing;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.downloader.vendor.polygon.PolygonVendor;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.tape.TapeBatch;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;

/** Workers that ask for as long as they may, each for one second of trades after another. */
final class BudgetRun {
    private static final int WORKERS = 16;
    private static final long SECOND = 1_000_000_000L;
    private static final long OPEN = Instant.parse("2024-03-05T14:31:00Z").getEpochSecond() * SECOND;

    private BudgetRun() {}

    /** One request: when it was sent, seconds since the start, and whether the vendor let it pass. */
    record Answer(double at, boolean accepted) {}

    static List<Answer> of(Vertx vertx, URI url, RateBudget budget, int seconds) {
        var settings = Config.load(Optional.empty(), Optional.empty(), List.of("polygon.base_url=" + url))
                .block("polygon", PolygonSettings.class);
        var timing = Timing.of(vertx, Clock.systemUTC());
        var limiter = new RateLimiter(new CounterNumbers(vertx.sharedData()::getCounter), "benchmark", budget,
                Duration.ofMinutes(1),
                timing);
        var vendor = new PolygonVendor(vertx, settings, new VendorKey(BudgetBenchmark.KEY), WORKERS,
                Clock.systemUTC());
        var answers = new ConcurrentLinkedQueue<Answer>();
        long begun = timing.nanos();
        long end = begun + seconds * SECOND;
        List<Future<String>> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            workers.add(vertx.deployVerticle(_ -> {
                try (var allocator = new RootAllocator(); var batch = new TapeBatch(Tape.TRADES, allocator)) {
                    for (int n = 0; timing.nanos() < end; n++) {
                        Optional<Permit> permit = limiter.acquire(() -> timing.nanos() < end);
                        if (permit.isPresent()) {
                            PageOutcome outcome = vendor.page(question(worker, n), Optional.empty(), batch);
                            if (outcome instanceof Throttled(Optional<Duration> retryAfter)) {
                                limiter.throttled(permit.get(), retryAfter);
                            }
                            answers.add(new Answer((permit.get().sentAt() - begun) / 1e9,
                                    outcome instanceof PageOutcome.Page));
                        }
                    }
                }
                return Future.succeededFuture();
            }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        }
        await(Future.all(workers));
        return answers.stream().sorted(Comparator.comparingDouble(Answer::at)).toList();
    }

    static <T> T await(Future<T> future) {
        return future.timeout(10, TimeUnit.MINUTES).toCompletionStage().toCompletableFuture().join();
    }

    private static CaptureSpec question(int worker, int n) {
        long at = OPEN + (n % 600) * SECOND;
        String symbol = "BM" + (char) ('A' + worker);
        return new CaptureSpec(WindowId.of(symbol, at), symbol, Tape.TRADES, at, at, at + SECOND,
                QuotePolicy.KEEP_ALL);
    }
}
