package io.microtape.runtime.process;

import io.microtape.runtime.bus.BusCodecs;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Vert.x as every process has it. */
public final class PreparedVertx {
    private static final Logger LOG = LoggerFactory.getLogger(PreparedVertx.class);

    private PreparedVertx() {}

    /** Without a folder of temporary files: nothing here needs it, and a process that is killed would leave it behind. */
    public static VertxOptions options() {
        return new VertxOptions().setFileSystemOptions(
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
    }

    /** Lets our messages go over its bus, and failures that nobody catches into the log. */
    public static Vertx prepare(Vertx vertx) {
        // Vert.x itself would print the whole stack of what nobody catches, such as a time-out that comes after its answer.
        vertx.exceptionHandler(e -> LOG.info("nobody caught {}", e.toString(), e));
        BusCodecs.register(vertx);
        return vertx;
    }
}
