package io.microtape.downloader;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs work as a downloader does. */
public final class OnVirtualThread {
    private OnVirtualThread() {}

    /** Begins work on a virtual thread of its own. */
    public static <T> Future<T> begin(Vertx vertx, Callable<T> work) {
        var result = new AtomicReference<T>();
        return vertx.deployVerticle(_ -> {
            try {
                result.set(work.call());
                return Future.succeededFuture();
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)).map(_ -> result.get());
    }

    public static <T> T run(Vertx vertx, Callable<T> work) {
        return await(begin(vertx, work));
    }

    public static <T> T await(Future<T> future) {
        return future.timeout(60, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture().join();
    }
}
