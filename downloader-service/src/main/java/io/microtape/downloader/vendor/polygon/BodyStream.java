package io.microtape.downloader.vendor.polygon;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The body of a paused response as a blocking stream for a virtual thread of the response's own context. The vendor is
 * held back to what has been read: at most {@value #AHEAD} chunks wait here.
 */
final class BodyStream extends InputStream {
    private static final int AHEAD = 8;
    /** Asked for together, because each time of asking wakes the event loop. */
    private static final int AT_ONCE = AHEAD / 2;

    private final HttpClientResponse response;
    private final Duration idle;
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private Promise<Void> more = Promise.promise();
    private boolean ended;
    private Throwable failure;
    private Buffer current = Buffer.buffer();
    private int position;
    private int taken;

    BodyStream(HttpClientResponse response, Duration idle) {
        this.response = response;
        this.idle = idle;
        response.exceptionHandler(cause -> {
            failure = cause;
            more.tryComplete();
        });
        response.endHandler(_ -> {
            ended = true;
            more.tryComplete();
        });
        response.handler(chunk -> {
            waiting.add(chunk);
            more.tryComplete();
        });
        response.fetch(AHEAD);
    }

    @Override
    public int read() throws IOException {
        return fill() ? current.getByte(position++) & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, into, offset);
        position += count;
        return count;
    }

    /** Gives the connection back: a body that was not read to its end would hold it for ever, so it is cut off. */
    @Override
    public void close() {
        if (!ended) {
            response.request().reset();
        }
    }

    /** Whether there is a byte to read; waits for one. */
    private boolean fill() throws IOException {
        while (position == current.length()) {
            Buffer next = waiting.poll();
            if (next != null) {
                current = next;
                position = 0;
                if (++taken == AT_ONCE) {
                    taken = 0;
                    response.fetch(AT_ONCE);
                }
            } else if (failure != null) {
                throw new IOException("the connection failed inside the answer: " + failure.getMessage(), failure);
            } else if (ended) {
                return false;
            } else {
                await();
            }
        }
        return true;
    }

    private void await() throws IOException {
        more = Promise.promise();
        try {
            // A time-out comes out of await as the checked exception that it is, undeclared.
            Future.await(more.future().timeout(idle.toMillis(), TimeUnit.MILLISECONDS));
        } catch (Exception e) {
            throw new IOException("the answer stalled for %d s".formatted(idle.toSeconds()), e);
        }
    }
}
