package io.microtape.status.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * One reader of the live stream. Takes no memory beyond its response's write queue: a frame offered while that is full
 * is skipped, which loses nothing because the next one is whole. A reader that leaves its queue full is cut: its place
 * is free at once, though its socket may linger until what was written is taken or the server's idle time is over.
 */
final class LiveClient {
    private final Context context;
    private final HttpServerResponse response;
    private final Duration patience;
    private final InstantSource clock;
    private final Consumer<LiveClient> whenGone;
    /** Since when frames have been skipped; null while the client reads. */
    private Instant skippingSince;
    private boolean gone;

    LiveClient(Context context, HttpServerResponse response, Duration patience, InstantSource clock,
            Consumer<LiveClient> whenGone) {
        this.context = context;
        this.response = response;
        this.patience = patience;
        this.clock = clock;
        this.whenGone = whenGone;
        response.closeHandler(_ -> leave());
    }

    /** May be called from any thread; the writing happens where the response lives. */
    void offer(Buffer frame) {
        context.runOnContext(_ -> write(frame));
    }

    void end() {
        context.runOnContext(_ -> {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
        });
    }

    private void write(Buffer frame) {
        if (response.closed() || response.ended()) {
            // Seen here too: a client that was gone before its close handler was set would never be told of.
            leave();
        }
        if (gone) {
            return;
        }
        if (!response.writeQueueFull()) {
            skippingSince = null;
            response.write(frame);
        } else if (skippingSince == null) {
            skippingSince = clock.instant();
        } else if (!clock.instant().isBefore(skippingSince.plus(patience))) {
            response.reset();
            leave();
        }
    }

    private void leave() {
        if (!gone) {
            gone = true;
            whenGone.accept(this);
        }
    }
}
