package io.microtape.runtime.process;

import io.microtape.runtime.config.ConfigException;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for futures on a thread of its own, while a process starts and ends. */
public final class Blocking {
    private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);
    private static final long PATIENCE_SECONDS = 30;

    private Blocking() {}

    /** What became of a future within half a minute; failures come out as they were. */
    public static <T> T await(Future<T> future) {
        return await(future, PATIENCE_SECONDS);
    }

    /** As above, within another time. */
    public static <T> T await(Future<T> future, long seconds) {
        try {
            return future.timeout(seconds, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new ConfigException("a service could not start or stop: " + e.getCause().getMessage());
        }
    }

    /** Waits for one part to end; one that does not must not keep the others from it. */
    public static void end(String what, Future<Void> ending) {
        end(what, ending, PATIENCE_SECONDS);
    }

    /** As above, within another time. */
    public static void end(String what, Future<Void> ending, long seconds) {
        try {
            await(ending, seconds);
        } catch (RuntimeException e) {
            LOG.warn("{} did not end in order: {}", what, e.getMessage());
        }
    }
}
