package io.microtape.manifest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.EventRow;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestCallsTest {
    private static final String MANIFESTS = "/api/v1/manifests";

    @TempDir
    Path folder;
    private ManifestServer server;
    private Path events;

    @BeforeEach
    void start() throws Exception {
        events = EventRow.write(folder.resolve("events.parquet"), List.of(
                EventRow.at("AA", "2024-01-16T10:00", "flush", 5), EventRow.at("AA", "2024-01-17T10:00", "flush", 6),
                EventRow.at("BB", "2024-01-17T08:00", "flush", 6), EventRow.at("BB", "2024-01-17T03:00", "flush", 6)));
        server = new ManifestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_build_is_asked_for_watched_and_leads_to_its_manifest() throws Exception {
        HttpResponse<String> asked = server.post(MANIFESTS, body(Map.of("events", events.toString())));
        assertThat(asked.statusCode()).isEqualTo(202);
        HttpResponse<String> watched = server.get(asked.headers().firstValue("Location").orElseThrow(), "Prefer",
                "respond-async, wait=30");
        assertThat(watched.headers().firstValue("Preference-Applied")).contains("wait=30");
        JsonNode build = Json.mapper().readTree(watched.body());
        assertThat(build.get("state").asText()).isEqualTo("FINISHED");
        JsonNode manifest = server.json(build.get("manifest").asText());
        assertThat(manifest.get("manifest_id")).isEqualTo(build.get("manifest_id"));
        assertThat(server.json(build.get("manifest").asText() + "/report").get("funnel"))
                .isEqualTo(build.at("/report/funnel"));
    }

    @Test
    void a_dry_run_reports_and_leaves_nothing() throws Exception {
        JsonNode build = built(Map.of("events", events.toString(), "dry_run", true));
        assertThat(build.at("/report/selected").asInt()).isEqualTo(3);
        assertThat(build.has("manifest")).isFalse();
        assertThat(server.manifests()).doesNotExist();
        assertThat(server.json(MANIFESTS).get("total").asInt()).isZero();
        assertThat(server.post(MANIFESTS + "?dry_run=false", body(Map.of("events", events.toString(), "dry_run", true)))
                .body()).contains("dry_run=false");
    }

    @Test
    void profile_overrides_and_set_are_settings_as_on_the_command_line() throws Exception {
        JsonNode named = built(Map.of("events", events.toString(), "profile", "premium", "dry_run", true));
        assertThat(named.at("/report/profile").asText()).isEqualTo("premium");
        String path = events.toString();
        Map<String, Object> one = Map.of("intraday_manifest", Map.of("max_per_symbol", 1));
        assertThat(built(Map.of("events", path, "overrides", one, "dry_run", true)).at("/report/selected").asInt())
                .isEqualTo(2);
        assertThat(built(Map.of("events", path, "overrides", one, "set", List.of("intraday_manifest.max_per_symbol=2"),
                "dry_run", true)).at("/report/selected").asInt()).isEqualTo(3);
        refused(Map.of("events", path, "profile", "none"), "there is no profile 'none'");
        refused(Map.of("events", path, "overrides", Map.of("no", 1)), "there is no setting no");
        refused(Map.of("events", path, "overrides", Map.of("profiles", Map.of())), "profiles");
        refused(Map.of("events", path, "overrides", Map.of("intraday_manifest", Map.of("max_events", "many"))),
                "intraday_manifest.max_events should be a number");
        refused(Map.of("events", path, "set", List.of("intraday_manifest.max_events=-3")), "max_events");
        refused(Map.of("events", path, "colour", "red"), "colour");
        refused(Map.of("dry_run", true), "events");
        problem(server.post(MANIFESTS, "{\"events\":\"%s\",\"set\":[null]}".formatted(path)), 400, "set holds null");
        problem(server.post(MANIFESTS, "null"), 400, "null");
    }

    @Test
    void manifests_are_filtered_sorted_and_paged() throws Exception {
        built(Map.of("events", events.toString()));
        JsonNode second = built(Map.of("events", events.toString(), "set",
                List.of("intraday_manifest.max_per_symbol=1")));
        String id = second.get("manifest_id").asText();
        assertThat(server.post(MANIFESTS + "/" + id + "/approve", "{\"by\":\"ann\",\"reason\":\"pilot\"}").statusCode())
                .isEqualTo(200);
        assertThat(ids("?approved=true")).containsExactly(id);
        assertThat(ids("?approved=false")).hasSize(1).doesNotContain(id);
        assertThat(ids("?sort=selected")).hasSize(2).startsWith(id);
        assertThat(ids("?sort=-selected&limit=1&offset=1")).containsExactly(id);
        assertThat(ids("?profile=core")).isEmpty();
        assertThat(ids("?verdict=no_go")).hasSize(2);
    }

    @Test
    void a_manifest_that_was_changed_is_refused_by_every_call_that_opens_it() throws Exception {
        BuiltManifest built = server.build(events);
        String manifest = MANIFESTS + "/" + built.manifestId();
        Path file = Path.of(built.path()).resolve("manifest.parquet");
        Map<String, String> footer = ParquetTables.footer(file);
        Table table = ParquetTables.read(file);
        ((Column.Longs) table.column("window_to").orElseThrow()).values()[1]++;
        Files.delete(file);
        ParquetTables.write(file, table, footer);
        for (String part : List.of("/report", "/funnel", "/checks", "/events", "/rejections?format=csv")) {
            problem(server.get(manifest + part), 409, "was changed after it was built");
        }
        problem(server.post(manifest + "/approve", "{\"by\":\"ann\"}"), 409, "was changed after it was built");
        problem(server.post("/api/v1/runs", body(Map.of("manifest_id", built.manifestId()))), 409, "was changed");
        JsonNode again = built(Map.of("events", events.toString()));
        assertThat(again.at("/problem/status").asInt()).isEqualTo(409);
        Files.delete(file);
        problem(server.get(manifest + "/events"), 409, "cannot be opened");
    }

    @Test
    void a_report_with_another_verdict_than_the_ledgers_is_refused() throws Exception {
        BuiltManifest built = server.build(events);
        Path report = Path.of(built.path()).resolve("report.json");
        Files.writeString(report, Files.readString(report).replaceAll("\"verdict\" ?: ?\"NO_GO\"",
                "\"verdict\":\"GO\""));
        for (String part : List.of("/report", "/funnel", "/checks")) {
            problem(server.get(MANIFESTS + "/" + built.manifestId() + part), 409, "says GO, the ledger knows NO_GO");
        }
    }

    @Test
    void a_manifest_without_a_report_says_so() throws Exception {
        BuiltManifest built = server.build(events);
        Path report = Path.of(built.path()).resolve("report.json");
        Files.writeString(report, "{}");
        problem(server.get(MANIFESTS + "/" + built.manifestId() + "/funnel"), 404, "has no funnel");
        Files.writeString(report, "not json");
        problem(server.get(MANIFESTS + "/" + built.manifestId() + "/report"), 409, "report.json");
        Files.delete(report);
        problem(server.get(MANIFESTS + "/" + built.manifestId() + "/report"), 404, "has no report.json");
    }

    @Test
    void an_id_is_a_name_and_never_a_path() throws Exception {
        server.build(events);
        Files.createDirectories(folder.resolve("secret"));
        Files.writeString(folder.resolve("secret/report.json"), "{\"secret\":true}");
        for (String id : List.of("..%2Fsecret", "..", "%2e%2e", "%2e%2e%2fsecret", "..%5Csecret", "%00", ".")) {
            for (String part : List.of("", "/report", "/events")) {
                HttpResponse<String> answer = server.get(MANIFESTS + "/" + id + part);
                assertThat(answer.statusCode()).as(id + part + answer.body()).isLessThan(500);
                assertThat(answer.body()).doesNotContain("\"secret\":");
            }
        }
    }

    @Test
    void every_refusal_is_a_problem_with_a_remedy() throws Exception {
        BuiltManifest built = server.build(events);
        String rows = MANIFESTS + "/" + built.manifestId() + "/events";
        problem(server.get(rows + "?limit=0"), 400, "limit is '0'");
        problem(server.get(rows + "?limit=100001"), 400, "limit");
        problem(server.get(rows + "?offset=-1"), 400, "offset");
        problem(server.get(rows + "?sort=colour"), 400, "no column 'colour'");
        problem(server.get(rows + "?from=yesterday"), 400, "from is 'yesterday'");
        problem(server.get(rows + "?from=2024-02-01&to=2024-01-01"), 400, "after to");
        problem(server.get(rows + "?to=%2B999999999-12-31"), 400, "no date of a market");
        problem(server.get(rows + "?session=rth&session=pm"), 400, "there 2 times");
        problem(server.get(rows + "?stage=quality"), 400, "no parameter 'stage'");
        problem(server.get(rows + "?format=xml"), 400, "no format");
        problem(server.get(rows, "Accept", "text/html, application/pdf;q=0.9"), 406, "text/html");
        problem(server.get("/nothing"), 404, "/nothing");
        HttpResponse<String> method = server.send(HttpRequest.newBuilder(URI.create(server.url() + rows)).header(
                "Content-Type", "application/json").DELETE().build());
        problem(method, 405, "DELETE");
        assertThat(method.headers().firstValue("Allow").orElse("")).contains("GET");
        problem(server.post(MANIFESTS, "{\"events\":\"" + "x".repeat(1_100_000) + "\"}"), 413, "1 MiB");
        problem(server.get(rows + "?symbol=" + "x".repeat(9_000)), 414, "8,192");
        problem(server.send(HttpRequest.newBuilder(URI.create(server.url() + MANIFESTS))
                .header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")).build()), 415, "JSON");
        problem(server.post(MANIFESTS, "{"), 400, "JSON");
        assertThat(raw("GET /api/v1/manifests?symbol=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.").contains(" 400 ", "remedy");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ", "remedy");
    }

    private JsonNode built(Map<String, Object> request) throws Exception {
        HttpResponse<String> answer = server.post(MANIFESTS, body(request), "Prefer", "wait=30");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private void refused(Map<String, Object> request, String words) throws Exception {
        problem(server.post(MANIFESTS, body(request)), 400, words);
    }

    private static void problem(HttpResponse<String> answer, int status, String words) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).contains(words);
        assertThat(problem.get("remedy").asText()).isNotBlank();
    }

    private List<String> ids(String query) throws Exception {
        return server.json(MANIFESTS + query).get("manifests").findValuesAsText("manifest_id").stream().distinct()
                .toList();
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String body(Map<String, Object> request) {
        return Json.text(request);
    }
}
