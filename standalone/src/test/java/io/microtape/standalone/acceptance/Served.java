package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import io.microtape.servers.JavaProcess;
import io.microtape.standalone.SmallMarket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code microtape serve} in a JVM of its own, and what can be asked of it over REST. */
public final class Served implements AutoCloseable {
    private static final String MAIN = "io.microtape.standalone.Main";

    private final JavaProcess process;
    private final HttpClient client = HttpClient.newHttpClient();

    private Served(JavaProcess process) {
        this.process = process;
    }

    /**
     * Serves a home until it is closed.
     *
     * @param folder   where the log of the process goes
     * @param settings each as {@code key=value}
     */
    public static Served start(Path folder, Path home, Map<String, String> environment, List<String> settings) {
        return start(folder, environment, MAIN, Stream.concat(Stream.of("serve", "--home", home.toString()),
                settings.stream().flatMap(setting -> Stream.of("--set", setting))).toList());
    }

    /** By another program than {@code microtape} that says where it answers as that does. */
    static Served start(Path folder, Map<String, String> environment, String main, List<String> arguments) {
        var served = new Served(JavaProcess.start("served", folder, List.of(), environment, main, arguments));
        assertThat(served.process.url()).isNotNull();
        return served;
    }

    public URI url() {
        return process.url();
    }

    /** All that it printed. */
    String said() {
        return process.said();
    }

    /** What Linux says of the process. */
    Path status() {
        return Path.of("/proc", Long.toString(process.pid()), "status");
    }

    public JsonNode get(String path) {
        return json(text(path));
    }

    String text(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(url().resolve(path)));
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** What a stream of events begins with. */
    JsonNode firstOfStream(String path) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = client.send(HttpRequest.newBuilder(url().resolve(path)).build(),
                BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            return json(lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow().substring(5));
        }
    }

    public JsonNode post(String path, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(url().resolve(path))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 299);
        return json(answer.body());
    }

    /** Starts a run and waits until nothing of it is to be asked now; the run as it stands then. */
    public JsonNode run(String body) {
        String path = "/api/v1/runs/" + post("/api/v1/runs", body).at("/run_id").asText();
        SmallMarket.until(() -> {
            JsonNode run = get(path);
            return !run.at("/state").asText().equals("RUNNING") || run.at("/open").asInt() == 0;
        });
        return get(path);
    }

    /** Every capture of a manifest, each with its attempts. */
    List<JsonNode> captures(String manifest) {
        List<JsonNode> captures = new ArrayList<>();
        get("/api/v1/captures?limit=1000&manifest=" + manifest).at("/captures").findValuesAsText("capture_id")
                .forEach(id -> captures.add(get("/api/v1/captures/" + id)));
        return captures;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer; it said:%n%s".formatted(said()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        process.close();
        client.close();
    }
}
