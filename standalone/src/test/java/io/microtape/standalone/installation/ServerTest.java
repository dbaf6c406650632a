package io.microtape.standalone.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a command whose server is odd. */
@Timeout(60)
class ServerTest {
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";

    private record Runs(List<String> runs) {}

    @Test
    void an_answer_that_stops_in_its_middle_is_not_waited_for_for_ever() throws Exception {
        var over = new CountDownLatch(1);
        try (var socket = answering(JSON + "1000\r\n\r\n{\"runs\":", over);
                var server = new Server(url(socket), Optional.empty(), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> server.get("/api/v1/runs", Query.NONE, Runs.class))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessage("the server %s did not answer in whole within 1 s; ask again", url(socket));
        } finally {
            over.countDown();
        }
    }

    @Test
    void an_answer_that_is_cut_is_said_in_words() throws Exception {
        try (var socket = answering(JSON + "1000\r\n\r\n{\"runs\":", new CountDownLatch(0));
                var server = new Server(url(socket), Optional.empty())) {
            assertThatThrownBy(() -> server.get("/api/v1/runs", Query.NONE, Runs.class))
                    .isInstanceOf(UnreachableException.class).hasMessageContaining("did not answer");
        }
    }

    @Test
    void an_answer_that_is_null_is_that_of_a_stranger() throws Exception {
        for (String answer : List.of(JSON + "4\r\n\r\nnull",
                "HTTP/1.1 500 No\r\nContent-Type: application/problem+json\r\nContent-Length: 4\r\n\r\nnull")) {
            try (var socket = answering(answer, new CountDownLatch(0));
                    var server = new Server(url(socket), Optional.empty())) {
                assertThatThrownBy(() -> server.get("/api/v1/runs", Query.NONE, Runs.class))
                        .isInstanceOf(ConfigException.class).hasMessageContaining("is it a Microtape server");
            }
        }
    }

    private static String url(ServerSocket socket) {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Answers one request with these bytes, and then holds the connection open until it is over. */
    private static ServerSocket answering(String bytes, CountDownLatch over) throws IOException {
        var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket client = listening.accept()) {
                assertThat(client.getInputStream().read(new byte[8192])).isPositive();
                client.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                over.await();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return listening;
    }
}
