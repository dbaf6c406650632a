package io.microtape.standalone.hostile;

import io.microtape.runtime.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.GZIPOutputStream;

/** Answers each request on its port with something that was made to hurt, and closes the connection. */
final class HostileVendor implements AutoCloseable {
    private static final int BOMB_MEBIBYTES = 200;
    private static final String PAGE = "{\"results\":[{\"sip_timestamp\":1707510180000000000,\"price\":10.5,\"size\":100,\"sequence_number\":1,\"exchange\":4}],\"status\":\"OK\",\"request_id\":\"x\"";
    private static final List<String> KINDS = List.of("next_url", "body", "bomb", "headers", "damaged", "bytes",
            "status");
    private static final byte[] BOMB = bomb();

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Optional<URI> elsewhere;
    private final Hostile hostile;
    private final Map<String, Long> kinds = new ConcurrentSkipListMap<>();

    /** @param elsewhere where it leads those who follow it */
    HostileVendor(Optional<URI> elsewhere, Hostile hostile) throws IOException {
        this.elsewhere = elsewhere;
        this.hostile = hostile;
        Thread.ofVirtual().start(this::listen);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    Map<String, Long> kinds() {
        return kinds;
    }

    long answers() {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            var asked = new StringBuilder();
            InputStream in = client.getInputStream();
            while (asked.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    return;
                }
                asked.append((char) read);
            }
            byte[] answer;
            synchronized (this) {
                String kind = hostile.oneOf(KINDS);
                kinds.merge(kind, 1L, Long::sum);
                answer = answer(kind, asked.substring(4, asked.indexOf("?") < 0 ? 4 : asked.indexOf("?")));
            }
            OutputStream out = client.getOutputStream();
            out.write(answer);
            out.flush();
        } catch (IOException _) {
            // It does not listen to the end.
        }
    }

    private byte[] answer(String kind, String path) {
        return switch (kind) {
            case "next_url" ->
                page("", (PAGE + ",\"next_url\":" + Json.text(next(path)) + "}"));
            case "body" -> page("", hostile.number(3) == 0
                    ? Hostile.nested(1 + hostile.number(200_000), '[', ']')
                    : "{\"results\":%s,\"status\":%s,\"next_url\":%s}".formatted(hostile.json(), hostile.json(),
                            hostile.json()));
            case "bomb" -> joined(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                            .formatted(BOMB.length),
                    BOMB);
            case "headers" ->
                page("Link: <%s>; rel=\"next\"\r\nRetry-After: %s\r\nContent-Encoding: %s\r\nX: %s\r\n".formatted(
                        line(next(path)), line(hostile.text()), line(hostile.text()),
                        "x".repeat(hostile.number(20_000))), PAGE + "}");
            case "damaged" -> hostile.damaged(page("", PAGE + "}"));
            case "status" -> joined(
                    "HTTP/1.1 %d %s\r\nRetry-After: 0\r\nLocation: %s\r\nContent-Length: 60000\r\n\r\n".formatted(
                            hostile.oneOf(List.of(100, 101, 199, 204, 206, 301, 302, 304, 307, 400, 404, 418, 429, 500,
                                    503, 599, 999)),
                            line(hostile.text()), next(path)),
                    "<script ".repeat(7_500).getBytes(StandardCharsets.UTF_8));
            default -> hostile.bytes(1 + hostile.number(4_000));
        };
    }

    /** Addresses of a next page that lead away from the path that was asked, or seem to. */
    private String next(String path) {
        String there = elsewhere.map(url -> url.getHost() + ":" + url.getPort()).orElse("127.0.0.1:1");
        String here = "127.0.0.1:" + listening.getLocalPort();
        return hostile.oneOf(
                List.of("http://" + there + path + "?cursor=a", "http://" + here + "@" + there + path + "?cursor=a",
                        "http://" + there + "\\@" + here + path + "?cursor=a",
                        "http://" + here + ".evil.example" + path + "?cursor=a",
                        "https://" + here + path + "?cursor=a", "//" + there + path + "?cursor=a", path + "?cursor=a",
                        "http://" + here + path + "/../x?cursor=a", "http://" + here + path + "/%2e%2e/x?cursor=a",
                        "http://" + here + path + "?cursor=a#b", "http://" + here + path + "?cursor=a&apiKey=x",
                        "http://" + here + path + "?cursor=a\r\nHost: " + there,
                        "http://" + here + path + "?cursor=" + "a".repeat(100_000),
                        "http://１２７.0.0.1:" + listening.getLocalPort() + path + "?cursor=a",
                        "http://[::1]:1" + path + "?cursor=a",
                        "http://2130706433:" + listening.getLocalPort() + path + "?cursor=a", "file:///etc/passwd",
                        "jar:http://" + there + "!/x",
                        "http://" + here + path + "?cursor=a", hostile.text()));
    }

    private static String line(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "");
    }

    private static byte[] page(String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return joined(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(headers, bytes.length),
                bytes);
    }

    private static byte[] joined(String head, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static byte[] bomb() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"results\":[".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < BOMB_MEBIBYTES; i++) {
                gzip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Answers nobody any more. */
    void stop() throws IOException {
        listening.close();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
