package io.microtape.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private ObjectNode state = Json.mapper().createObjectNode();

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

    /**
     * An event.
     *
     * @param state all that is known with it: the last snapshot and what changed since
     */
    public record Event(String id, String kind, ObjectNode state) {
        public long states(String name) {
            return state.get("states").get(name).asLong();
        }
    }

    public List<String> head() {
        return head;
    }

    /** The next event. */
    public Event next() throws IOException {
        String id = line("id: ");
        String kind = line("event: ");
        var data = (ObjectNode) Json.mapper().readTree(line("data: "));
        if (kind.equals("snapshot")) {
            state = data;
        } else {
            state = state.deepCopy();
            state.setAll(data);
        }
        return new Event(id, kind, state);
    }

    /** Begins with what another reader knew, as one that connects again. */
    public LiveReader knowing(Event last) {
        state = last.state();
        return this;
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
