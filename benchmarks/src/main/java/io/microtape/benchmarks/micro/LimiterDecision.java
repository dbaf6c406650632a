package io.microtape.benchmarks.micro;

import io.microtape.downloader.ratelimit.CounterNumbers;
import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.Timing;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Nanoseconds for leave to send a request where the budget never makes anybody wait: a worker asks again and again, on
 * counters of its own process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(LimiterDecision.ASKED)
public class LimiterDecision {
    static final int ASKED = 1_000;
    private static final double PER_SECOND = 1e8;

    private Vertx vertx;
    private RateLimiter limiter;

    @Setup
    public void start() {
        vertx = Vertx.vertx();
        limiter = new RateLimiter(new CounterNumbers(vertx.sharedData()::getLocalCounter), "benchmark",
                RateBudget.fixed(PER_SECOND), Duration.ofSeconds(1), withoutTimers(vertx));
    }

    /** A timer takes a millisecond, which would be all that is seen; what is asked of it here is some nanoseconds. */
    private static Timing withoutTimers(Vertx vertx) {
        Timing timing = Timing.of(vertx, Clock.systemUTC());
        return new Timing() {
            @Override
            public long nanos() {
                return timing.nanos();
            }

            @Override
            public Future<Void> after(long nanos) {
                return Future.succeededFuture();
            }

            @Override
            public void soon(Runnable work) {
                timing.soon(work);
            }
        };
    }

    @Benchmark
    public void acquire() {
        await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                long last = 0;
                for (int i = 0; i < ASKED; i++) {
                    last = limiter.acquire(() -> true).orElseThrow().sentAt();
                }
                return Future.succeededFuture(last);
            }
        }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)).compose(vertx::undeploy));
    }

    @TearDown
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.timeout(1, TimeUnit.MINUTES).toCompletionStage().toCompletableFuture().join();
    }
}
