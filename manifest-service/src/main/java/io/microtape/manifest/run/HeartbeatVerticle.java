package io.microtape.manifest.run;

import io.microtape.manifest.lease.LedgerWatch;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Consumer;

/** Says at every beat how far the running runs are. To be deployed on virtual threads. */
public final class HeartbeatVerticle extends VerticleBase {
    private final Heartbeat heartbeat;
    private final Duration period;
    private final LedgerWatch watch;
    private final Consumer<String> say;

    public HeartbeatVerticle(Heartbeat heartbeat, Duration period, LedgerWatch watch, Consumer<String> say) {
        this.heartbeat = heartbeat;
        this.period = period;
        this.watch = watch;
        this.say = say;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(period.toMillis(),
                _ -> watch.attempt(heartbeat::beat).ifPresent(lines -> lines.forEach(say)));
        return Future.succeededFuture();
    }
}
