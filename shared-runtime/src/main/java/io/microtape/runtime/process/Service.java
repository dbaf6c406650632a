package io.microtape.runtime.process;

import io.microtape.runtime.health.ReadyCheck;
import io.microtape.runtime.http.Routes;
import io.vertx.core.Future;
import java.util.List;

/** A service at work in a process of its own. */
public interface Service {
    /** The calls that it answers. */
    List<? extends Routes> routes();

    /** What it cannot do its work without. */
    List<ReadyCheck> checks();

    /** Ends its work in order and in bounded time: nothing new is begun, what is at hand is finished or given back. */
    Future<Void> stop();

    /** Lets go of what it has open, after everything that used it has ended. */
    void close();
}
