package io.microtape.status.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * One reader of the live stream. Takes no memory beyond its response's write queue and one snapshot that all readers
 * share: what is said while that queue is full is left out, and when there is room again the reader gets the newest snapshot
 * instead. A reader that leaves its queue full is cut: its place is free at once, though its socket may linger until what
 * was written is taken or the server's idle time is over.
 */
final class LiveClient {
    private static final int MOST_WAITING = 64 * 1024;

    private final Context context;
    private final HttpServerResponse response;
    private final Duration patience;
    private final InstantSource clock;
    private final Consumer<LiveClient> whenGone;
    /** Since when it has been left out; null while it reads. */
    private Instant behindSince;
    /** What it gets when there is room again; null while it reads. */
    private Buffer owed;
    private boolean gone;

    LiveClient(Context context, HttpServerResponse response, Duration patience, InstantSource clock,
            Consumer<LiveClient> whenGone) {
        this.context = context;
        this.response = response.setWriteQueueMaxSize(MOST_WAITING);
        this.patience = patience;
        this.clock = clock;
        this.whenGone = whenGone;
        response.closeHandler(_ -> leave());
        response.drainHandler(_ -> catchUp());
    }

    /** Sends a snapshot; from any thread, as the others: the writing happens where the response lives. */
    void begin(Buffer snapshot) {
        context.runOnContext(_ -> write(snapshot, snapshot));
    }

    /** Sends an event, or later the snapshot that stands for it and all before. */
    void offer(Event event) {
        context.runOnContext(_ -> write(event.frame(), event.whole()));
    }

    /** Sends a comment where there is room for it. */
    void keepOpen(Buffer comment) {
        context.runOnContext(_ -> {
            if (behindSince == null) {
                write(comment, null);
            } else {
                cutIfPatienceIsOver();
            }
        });
    }

    void end() {
        context.runOnContext(_ -> {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
        });
    }

    private void write(Buffer frame, Buffer whole) {
        if (response.closed() || response.ended()) {
            // Seen here too: a client that was gone before its close handler was set would never be told of.
            leave();
        }
        if (gone) {
            return;
        }
        if (behindSince == null && !response.writeQueueFull()) {
            response.write(frame);
            return;
        }
        owed = whole;
        if (behindSince == null) {
            behindSince = clock.instant();
        }
        // Room may have come without anybody saying so.
        if (!response.writeQueueFull()) {
            catchUp();
        } else {
            cutIfPatienceIsOver();
        }
    }

    private void catchUp() {
        if (gone || behindSince == null) {
            return;
        }
        behindSince = null;
        if (owed != null) {
            response.write(owed);
            owed = null;
        }
    }

    private void cutIfPatienceIsOver() {
        if (!gone && !clock.instant().isBefore(behindSince.plus(patience))) {
            response.reset();
            leave();
        }
    }

    private void leave() {
        if (!gone) {
            gone = true;
            owed = null;
            whenGone.accept(this);
        }
    }
}
