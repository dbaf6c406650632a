package io.microtape.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that does not read, with a frame so large that no operating system's socket buffers take it whole. */
class LiveClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Buffer FRAME = Buffer.buffer(new byte[32 << 20]);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    private record Connected(Socket socket, LiveClient client, Context context, HttpServerResponse response,
            CompletableFuture<Void> gone) {}

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void framesAreSkippedWhileTheClientDoesNotRead() throws Exception {
        var connected = connect();
        try (Socket _ = connected.socket()) {
            fill(connected);
            long written = connected.response().bytesWritten();
            for (int i = 0; i < 10; i++) {
                offer(connected);
            }
            assertThat(connected.response().bytesWritten()).isEqualTo(written);
            assertThat(connected.gone()).isNotDone();
        }
    }

    @Test
    void aClientThatDoesNotReadForLongIsCut() throws Exception {
        var connected = connect();
        try (Socket socket = connected.socket()) {
            fill(connected);
            offer(connected);
            now.set(Instant.EPOCH.plus(PATIENCE).minusMillis(1));
            offer(connected);
            assertThat(connected.gone()).isNotDone();
            now.set(Instant.EPOCH.plus(PATIENCE));
            offer(connected);
            assertThat(connected.gone()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(readAll(socket)).as("what was written, and then the end").isPositive();
        }
    }

    @Test
    void aClientThatReadsAgainIsForgivenAndGetsTheSnapshotItIsOwed() throws Exception {
        var connected = connect();
        try (Socket socket = connected.socket()) {
            fill(connected);
            offer(connected);
            now.set(Instant.EPOCH.plus(PATIENCE.minusMillis(1)));
            long owed = connected.response().bytesWritten();
            drain(connected, socket);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (connected.response().bytesWritten() < owed + FRAME.length() && System.nanoTime() < deadline) {
                drain(connected, socket);
                Thread.onSpinWait();
            }
            assertThat(connected.response().bytesWritten()).as("without anything new to say").isGreaterThan(owed);
            now.set(Instant.EPOCH.plus(PATIENCE).plus(PATIENCE));
            drain(connected, socket);
            fill(connected);
            offer(connected);
            assertThat(connected.gone()).as("the count starts anew").isNotDone();
        }
    }

    private Connected connect() throws Exception {
        var connected = new CompletableFuture<Connected>();
        var gone = new CompletableFuture<Void>();
        var socket = new AtomicReference<Socket>();
        var server = vertx.createHttpServer().requestHandler(request -> {
            var response = request.response().setChunked(true);
            var context = vertx.getOrCreateContext();
            var client = new LiveClient(context, response, PATIENCE, now::get,
                    _ -> gone.complete(null));
            connected.complete(new Connected(socket.get(), client, context, response, gone));
        }).listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
        socket.set(new Socket(InetAddress.getLoopbackAddress(), server.actualPort()));
        socket.get().setSoTimeout(20_000);
        socket.get().getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return connected.get(20, TimeUnit.SECONDS);
    }

    /** The first frame fills the sockets and stays; those behind it fill the queue. */
    private static void fill(Connected connected) throws Exception {
        for (int i = 0; i < 100 && !connected.response().writeQueueFull(); i++) {
            offer(connected);
        }
        assertThat(connected.response().writeQueueFull()).isTrue();
    }

    /** Returns when the frame is written or skipped. */
    private static void offer(Connected connected) throws Exception {
        connected.client().offer(new Event(1, FRAME, FRAME));
        var done = new CompletableFuture<Void>();
        connected.context().runOnContext(_ -> done.complete(null));
        done.get(20, TimeUnit.SECONDS);
    }

    private static void drain(Connected connected, Socket socket) throws Exception {
        byte[] sink = new byte[1 << 16];
        while (connected.response().writeQueueFull()) {
            assertThat(socket.getInputStream().read(sink)).isPositive();
        }
    }

    private static long readAll(Socket socket) throws Exception {
        byte[] sink = new byte[1 << 20];
        long all = 0;
        for (int read = socket.getInputStream().read(sink); read >= 0; read = socket.getInputStream().read(sink)) {
            all += read;
        }
        return all;
    }
}
