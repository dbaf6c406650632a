package io.microtape.downloader.ratelimit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only by being waited for: whoever waits moves it on. */
public final class VirtualTime implements Timing {
    private final AtomicLong now = new AtomicLong(1_790_000_000_000_000_000L);
    private final Context own;

    public VirtualTime(Vertx vertx) {
        this.own = vertx.getOrCreateContext();
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public Future<Void> after(long nanos) {
        now.addAndGet(Math.max(0, nanos));
        return Future.succeededFuture();
    }

    @Override
    public void soon(Runnable work) {
        own.runOnContext(_ -> work.run());
    }

    public void pass(long nanos) {
        now.addAndGet(nanos);
    }
}
