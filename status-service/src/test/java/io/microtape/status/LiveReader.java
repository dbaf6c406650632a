package io.microtape.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a live stream as a browser does: one HTTP/1.1 connection, line by line. A read that waits too long fails. */
public final class LiveReader implements AutoCloseable {
    private static final int WAIT_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader in;
    private final List<String> head = new ArrayList<>();

    public LiveReader(URI server, String path, String... headers) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(WAIT_MILLIS);
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n%s\r\n"
                .formatted(path, more).getBytes(StandardCharsets.US_ASCII));
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            head.add(line);
        }
    }

    /** A snapshot. */
    public record Event(long id, JsonNode coverage) {
        public long states(String state) {
            return coverage.get("states").get(state).asLong();
        }
    }

    public List<String> head() {
        return head;
    }

    /** The next snapshot. */
    public Event next() throws IOException {
        long id = Long.parseLong(line("id: "));
        if (!line("event: ").equals("coverage")) {
            throw new AssertionError("the stream has only coverage events");
        }
        return new Event(id, Json.mapper().readTree(line("data: ")));
    }

    /** The rest of the next line that starts so; null at the end of the stream. */
    public String line(String start) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
