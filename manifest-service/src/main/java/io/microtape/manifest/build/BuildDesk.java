package io.microtape.manifest.build;

import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.build.Build.Failed;
import io.microtape.manifest.build.Build.Finished;
import io.microtape.manifest.build.Build.Queued;
import io.microtape.manifest.build.Build.Running;
import io.microtape.runtime.http.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds one manifest after the other, because one may take all of a machine's memory. A few may wait; more are refused.
 * The newest ended builds are remembered until the process ends, the manifests themselves for ever.
 */
public final class BuildDesk {
    /** How many builds may wait behind the running one. */
    public static final int MAX_WAITING = 16;
    /** How many ended builds are remembered. */
    public static final int KEPT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(BuildDesk.class);
    private static final long IDLE_SECONDS = 10;

    private final Function<BuildRequest, BuiltManifest> builder;
    private final Function<Throwable, Problem> explain;
    private final Clock clock;
    private final ThreadPoolExecutor worker;
    private final Map<String, Build> builds = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Build>> ends = new LinkedHashMap<>();

    public BuildDesk(Function<BuildRequest, BuiltManifest> builder, Function<Throwable, Problem> explain, Clock clock) {
        this.builder = builder;
        this.explain = explain;
        this.clock = clock;
        // A daemon that goes when idle: a build appears whole or not at all, so a process may end in the middle of one.
        this.worker = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING), Thread.ofPlatform().daemon().name("builds").factory());
        worker.allowCoreThreadTimeOut(true);
    }

    /** Queues a build; empty when too many wait already. */
    public synchronized Optional<Build> submit(BuildRequest request) {
        var build = new Build(UUID.randomUUID().toString(), request, clock.instant(), new Queued());
        try {
            worker.execute(() -> run(build));
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        }
        builds.put(build.buildId(), build);
        ends.put(build.buildId(), new CompletableFuture<>());
        return Optional.of(build);
    }

    public synchronized Optional<Build> find(String buildId) {
        return Optional.ofNullable(builds.get(buildId));
    }

    /** Every build that is remembered, newest first. */
    public synchronized List<Build> all() {
        return new ArrayList<>(builds.values()).reversed();
    }

    /** Completes when a build that is known here has ended. */
    public synchronized CompletionStage<Build> end(Build build) {
        return ends.getOrDefault(build.buildId(), CompletableFuture.completedFuture(build));
    }

    private void run(Build queued) {
        Instant started = clock.instant();
        update(queued.with(new Running(started)));
        Build ended = queued.with(outcome(queued, started));
        update(ended);
        forget();
        finish(ended);
    }

    private Build.Progress outcome(Build build, Instant started) {
        try {
            BuiltManifest report = builder.apply(build.request());
            return new Finished(started, clock.instant(), report);
        } catch (RuntimeException | Error e) {
            Problem problem = explain.apply(e);
            if (e instanceof OutOfMemoryError) {
                LOG.error("build {} failed: {}", build.buildId(), problem.detail());
            } else if (problem.status() >= 500) {
                LOG.error("build {} failed", build.buildId(), e);
            }
            return new Failed(started, clock.instant(), problem);
        }
    }

    private synchronized void update(Build build) {
        builds.put(build.buildId(), build);
    }

    private synchronized void forget() {
        List<String> ended = builds.values().stream().filter(Build::ended).map(Build::buildId).toList();
        builds.keySet().removeAll(ended.subList(0, Math.max(0, ended.size() - KEPT)));
    }

    private void finish(Build ended) {
        CompletableFuture<Build> end;
        synchronized (this) {
            end = ends.remove(ended.buildId());
        }
        end.complete(ended);
    }
}
