package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What is no HTTP, or nearly: lengths that contradict each other, bad chunks, and clients that never finish or never listen. */
@ExtendWith(ServedHome.Given.class)
@ResourceLock(ServedHome.ONE)
class WireDoorTest {
    private static final int SLOW_CLIENTS = 300;
    private static final int GARBAGE = 150;
    private static final int HANGS_MILLIS = 20_000;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration DEAF = Duration.ofSeconds(2);
    private static final String HOST = "Host: 127.0.0.1\r\n";
    private static final String POST = "POST /api/v1/runs HTTP/1.1\r\n" + HOST + ServedHome.operator()
            + "Content-Type: application/json\r\n";

    @Test
    void what_is_no_request_is_refused_and_nothing_is_smuggled_behind_it(ServedHome home) throws IOException {
        var door = new Door("wire");
        var before = home.burden();
        String smuggled = "GET /metrics HTTP/1.1\r\n" + HOST + ServedHome.operator() + "\r\n";
        for (String request : List.of(
                POST + "Content-Length: 4\r\nContent-Length: 5\r\n\r\n{}  " + smuggled,
                POST + "Content-Length: 2, 3\r\n\r\n{}" + smuggled, POST + "Content-Length: -1\r\n\r\n" + smuggled,
                POST + "Content-Length: 0x2\r\n\r\n{}" + smuggled, POST + "Content-Length: +2\r\n\r\n{}" + smuggled,
                POST + "Content-Length: 99999999999999999999\r\n\r\n{}" + smuggled,
                POST + "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + smuggled,
                POST + "Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + smuggled,
                POST + "Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + smuggled,
                POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" + smuggled,
                POST + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n" + smuggled,
                POST + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n{}\r\n0\r\n\r\n" + smuggled,
                POST + "Transfer-Encoding: chunked\r\n\r\n2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n" + smuggled,
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n" + smuggled,
                "GET /metrics HTTP/9.9\r\n" + HOST + "\r\n", "GET /metrics\r\n\r\n", "GET  /metrics HTTP/1.1\r\n\r\n",
                "GET /metrics HTTP/1.1\r\n folded: x\r\n" + HOST + "\r\n", "GET /metrics HTTP/1.1\r\nHost\r\n\r\n",
                "GET /metrics HTTP/1.1\r\n: x\r\n\r\n", "GET /metrics HTTP/1.1\r\nA\0B: x\r\n\r\n",
                "GET /metrics HTTP/1.1\r\n" + "a: b\r\n".repeat(5_000) + "\r\n",
                "GET /metrics HTTP/1.1\r\nA: " + "b".repeat(20_000) + "\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\r\n".repeat(20_000),
                "\0\0\0\0\0\0\0\0\n\n", "\u0016\u0003\u0001\u0002\u0000\u0001\n\n")) {
            byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
            RawHttp.Answer answer = once(home, bytes);
            ServedHome.sound(bytes, answer);
            assertThat(answer.refused()).as(RawHttp.shown(bytes) + answer).isTrue();
            assertThat(answer.body()).as(RawHttp.shown(bytes)).doesNotContain("# HELP");
            door.count(answer.status());
        }
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 5_000L);
            byte[] right = RawHttp.request("GET", "/api/v1/runs", ServedHome.operator(), new byte[0]);
            for (int i = 0; i < GARBAGE; i++) {
                byte[] bytes = hostile.number(2) == 0
                        ? hostile.bytes(1 + hostile.number(2_000))
                        : hostile.damaged(right);
                RawHttp.Answer answer = once(home, bytes);
                ServedHome.sound(bytes, answer);
                door.count(answer.status());
            }
        }
        door.print();
        home.unharmed(before);
    }

    @Test
    void clients_that_never_finish_keep_nobody_else_waiting(ServedHome home) throws IOException {
        var door = new Door("slow clients");
        var before = home.burden();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.url().getPort());
                slow.add(socket);
                socket.getOutputStream().write(switch (i % 3) {
                    case 0 -> "GET /api/v1/ru".getBytes(StandardCharsets.UTF_8);
                    case 1 -> (POST + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.UTF_8);
                    default -> ("GET /api/v1/live?manifest=" + home.manifestId() + " HTTP/1.1\r\n" + HOST
                            + ServedHome.operator() + "\r\n").getBytes(StandardCharsets.UTF_8);
                });
                door.count("held");
            }
            served(home);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        door.print();
        home.unharmed(before);
    }

    @Test
    void a_client_that_asks_and_asks_and_never_listens_fills_no_memory(ServedHome home) throws IOException {
        var door = new Door("deaf clients");
        var before = home.burden();
        byte[] ask = ("GET /openapi.yaml HTTP/1.1\r\n" + HOST + "\r\n").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.url().getPort())) {
            var asking = Thread.ofVirtual().start(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    for (int i = 0; i < 400_000; i++) {
                        out.write(ask);
                    }
                } catch (IOException _) {
                    // It is cut off, or the test is over.
                }
            });
            long end = System.nanoTime() + DEAF.toNanos();
            while (asking.isAlive() && System.nanoTime() < end) {
                served(home);
                door.count("served beside it");
            }
            assertThat(asking.isAlive()).as("it is held up, not heard out").isTrue();
        }
        door.print();
        home.unharmed(before);
    }

    private static void served(ServedHome home) throws IOException {
        long start = System.nanoTime();
        assertThat(home.send("GET", "/api/v1/runs", ServedHome.operator(), new byte[0]).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    /** One request after which nothing more comes: half of it is an end, and not a wait. */
    private static RawHttp.Answer once(ServedHome home, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.url().getPort())) {
            socket.setSoTimeout(HANGS_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException _) {
                // Refused before it was all said.
            }
            return RawHttp.read(socket.getInputStream());
        }
    }
}
