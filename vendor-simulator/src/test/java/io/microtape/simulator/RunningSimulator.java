package io.microtape.simulator;

import io.microtape.simulator.http.RequestLog;
import io.microtape.simulator.tape.TapeSource;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A simulator and a client that knows its key, for as long as a test needs them. */
public final class RunningSimulator implements AutoCloseable {
    public static final String KEY = "k3y-of-the-tests";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Simulator simulator;

    private RunningSimulator(SimulatorSettings settings, TapeSource source) {
        simulator = Simulator.start(vertx, settings, source).toCompletionStage().toCompletableFuture().join();
    }

    public static RunningSimulator over(TapeSource source) {
        return new RunningSimulator(SimulatorSettings.accepting(KEY), source);
    }

    public static RunningSimulator over(TapeSource source, SimulatorSettings settings) {
        return new RunningSimulator(settings, source);
    }

    public Simulator simulator() {
        return simulator;
    }

    public int port() {
        return simulator.port();
    }

    public RequestLog requests() {
        return simulator.requests();
    }

    /** The answer to a path and query, asked with the key in the header. */
    public HttpResponse<byte[]> get(String target, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + target)).header("Authorization",
                "Bearer " + KEY);
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofByteArray());
    }

    /** The answer to a path and query, asked with these headers alone. */
    public HttpResponse<byte[]> getWithoutKey(String target, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + target));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofByteArray());
    }

    /** Every byte of the answer to a path and query sent as they are, for what no decent client would send or accept. */
    public String raw(String target, String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                    .formatted(target, host, KEY);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static JsonObject json(HttpResponse<byte[]> response) {
        return new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
    }

    /** The rows of every page, following {@code next_url} to its end; checks each page's headers on the way. */
    public List<JsonObject> all(String target) throws IOException, InterruptedException {
        List<JsonObject> rows = new ArrayList<>();
        String next = target;
        while (next != null) {
            HttpResponse<byte[]> response = get(next);
            JsonObject body = json(response);
            if (response.statusCode() != 200) {
                throw new AssertionError("%s: %d %s".formatted(next, response.statusCode(), body));
            }
            JsonArray results = body.getJsonArray("results");
            if (results.size() != Integer.parseInt(response.headers().firstValue("X-Item-Count").orElseThrow())) {
                throw new AssertionError("X-Item-Count differs from the rows of " + next);
            }
            results.forEach(row -> rows.add((JsonObject) row));
            String url = body.getString("next_url");
            next = url == null ? null : url.substring(simulator.baseUrl().toString().length());
        }
        return rows;
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
