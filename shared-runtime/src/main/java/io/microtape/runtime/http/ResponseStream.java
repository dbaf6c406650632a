package io.microtape.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletionException;

/**
 * A response as a stream, for a thread that may wait, never for an event loop. It goes out in pieces, each written only
 * when the one before has left: a client that reads slowly holds up the writer and fills no memory, and one that is gone
 * ends it with an {@link IOException}. {@link #close} does nothing; {@link #end} says that the response is whole.
 */
public final class ResponseStream extends OutputStream {
    private static final int PIECE_BYTES = 64 * 1024;

    private final HttpServerResponse response;
    private byte[] piece = new byte[PIECE_BYTES];
    private int size;
    private Future<Void> leaving = Future.succeededFuture();

    public ResponseStream(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public void write(int value) throws IOException {
        if (size == PIECE_BYTES) {
            send();
        }
        piece[size++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (size == PIECE_BYTES) {
                send();
            }
            int part = Math.min(PIECE_BYTES - size, length - done);
            System.arraycopy(bytes, offset + done, piece, size, part);
            size += part;
            done += part;
        }
    }

    /** Sends what is left and ends the response. */
    public void end() throws IOException {
        send();
        await(leaving);
        await(response.end());
    }

    private void send() throws IOException {
        await(leaving);
        if (size > 0) {
            leaving = response.write(Buffer.buffer(size).appendBytes(piece, 0, size));
            piece = new byte[PIECE_BYTES];
            size = 0;
        }
    }

    private static void await(Future<Void> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new ClientGoneException(e.getCause());
        }
    }
}
