package io.microtape.standalone;

import io.microtape.runtime.Home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.health.HealthRoutes;
import io.microtape.runtime.http.OpenApi;
import io.microtape.runtime.http.Routes;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.microtape.status.StatusService;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the running server to its own description: every call, every answer, and what a call may answer. */
class ContractTest {
    private static final String MANIFESTS = "/api/v1/manifests";
    private static final String MANIFEST = MANIFESTS + "/{id}";
    private static final String WINDOW = "/api/v1/windows/{id}";
    private static final String BUILD = "POST " + MANIFESTS;
    /** What a server answers only under load or when it is unwell; each is shown by a test of the class that answers it. */
    private static final Set<String> SHOWN_ELSEWHERE = Set.of(BUILD + " 429", "GET " + MANIFEST + "/events 429",
            "GET " + MANIFEST + "/rejections 429", "GET " + WINDOW + "/tape 429", "GET /api/v1/live 503",
            "GET /health/ready 503", "GET /api/v1/captures/{id} 503", "GET " + WINDOW + " 503",
            "GET " + WINDOW + "/tape 503");

    @TempDir
    Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private Workplace workplace;
    private Services services;
    private Contract contract;

    @BeforeEach
    void start() throws Exception {
        new SyntheticUniverse(3, MarketCalendars.usEquities()).write(folder.resolve("universe"),
                UniverseSettings.of(6, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 2, 16)));
        workplace = new Workplace(new Home(folder.resolve("home")),
                Config.load(Optional.empty(), Optional.of("demo"), List.of("server.port=0")));
        services = Services.start(workplace, Optional.empty());
        HttpResponse<String> document = send(request("/openapi.yaml"));
        contract = new Contract(document.body());
        check("GET /openapi.yaml", document);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        services.close();
        workplace.close();
    }

    @Test
    void every_call_that_is_there_is_described_and_every_described_one_is_there() {
        List<Routes> routes = new ArrayList<>(
                new StatusService(services.vertx(), workplace.ledger(), workplace.coverages(), workplace.lake())
                        .routes());
        routes.add(workplace.manifests().routes());
        routes.add(new HealthRoutes(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of()));
        routes.add(OpenApi.routes(List.of()));
        Router router = Router.router(services.vertx());
        routes.forEach(each -> each.mount(router));
        assertThat(router.getRoutes().stream().flatMap(route -> names(route).stream())
                .collect(Collectors.toSet())).isEqualTo(contract.operations());
    }

    @Test
    void an_answer_that_is_not_as_described_is_noticed() {
        String live = "GET /health/live";
        contract.check(live, 200, "application/json", "{\"live\":true}");
        assertThatThrownBy(() -> contract.check(live, 200, "application/json", "{\"live\":false}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.check(live, 200, "text/plain", "")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.check(live, 418, "application/json", "{}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.check("GET " + MANIFEST, 404, "application/problem+json",
                "{\"status\":404,\"title\":\"t\",\"detail\":\"d\"}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.check("GET " + MANIFEST + "/events", 200, "application/json",
                "{\"total\":1,\"offset\":0,\"events\":[{\"symbol\":\"A\"}]}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void the_rest_page_names_calls_that_are_there_and_its_queries_read_what_they_answer() throws Exception {
        String page = Files.readString(page());
        Set<String> paths = contract.operations().stream().map(operation -> operation.replaceFirst("^\\S+ ", ""))
                .collect(Collectors.toSet());
        List<String> asked = Pattern.compile("http://127\\.0\\.0\\.1:8080(/[^?'\"\\s]*)").matcher(page).results()
                .map(call -> call.group(1)).filter(path -> !path.endsWith("/ID/")).toList();
        assertThat(asked).hasSizeGreaterThan(15).allSatisfy(path -> assertThat(paths).as(path)
                .anyMatch(known -> path.matches(known.replaceAll("\\{[a-z]+}", "[^/]+"))));
        String id = builds();
        save(MANIFESTS + "/" + id + "/events?format=parquet", "events.parquet");
        save(MANIFESTS + "/" + id + "/rejections?format=csv", "rejections.csv");
        List<String> queries = Pattern.compile("(?ms)^```sql\\n(.*?)^```").matcher(page).results()
                .map(block -> block.group(1)).toList();
        assertThat(queries).hasSize(2);
        try (var duck = DriverManager.getConnection("jdbc:duckdb:"); var statement = duck.createStatement()) {
            for (String query : queries) {
                try (var rows = statement
                        .executeQuery(query.replaceAll("'(events|rejections)", "'" + folder + "/$1"))) {
                    assertThat(rows.next()).as(query).isTrue();
                }
            }
        }
    }

    private void save(String path, String name) throws Exception {
        client.send(request(path).build(), BodyHandlers.ofFile(folder.resolve(name)));
    }

    private static Path page() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("docs/rest.md")).filter(Files::exists).findFirst().orElseThrow();
    }

    @Test
    void every_described_answer_is_given_and_is_as_described() throws Exception {
        contract.checkExamples();
        String id = builds();
        lists();
        reads(id);
        comparesAndAppends(id);
        approvesAndRuns(id);
        reportsStatus(id);
        refusesWhatWasChanged(id);
        Set<String> unseen = contract.unseen();
        unseen.removeAll(SHOWN_ELSEWHERE);
        // A server without tokens never gives these; AccessTest holds one with tokens to them.
        unseen.removeIf(answer -> answer.matches(".* 40[13]"));
        assertThat(unseen).isEmpty();
    }

    private String builds() throws Exception {
        String events = folder.resolve("universe/events").toString();
        post(BUILD, MANIFESTS + "?dry_run=true", new JsonObject().put("events", events), 202);
        String location = post(BUILD, MANIFESTS + "?dry_run=true", new JsonObject().put("events", events), 202)
                .headers()
                .firstValue("Location").orElseThrow();
        JsonObject dry = json(get("GET /api/v1/builds/{id}", location, 200, "Prefer", "wait=60"));
        assertThat(dry.getString("state")).isEqualTo("FINISHED");
        assertThat(dry.containsKey("manifest")).isFalse();
        JsonObject built = json(post(BUILD, MANIFESTS, new JsonObject().put("events", events)
                .put("daily_bars", folder.resolve("universe/daily_bars.parquet").toString()).put("profile", "core")
                .put("overrides", new JsonObject().put("intraday_manifest", new JsonObject().put("max_per_symbol", 9)))
                .put("set", List.of("intraday_manifest.require_daily_metrics=false")), 200, "Prefer", "wait=60"));
        assertThat(built.getString("state")).as(built.encode()).isEqualTo("FINISHED");
        assertThat(built.getJsonObject("report").getInteger("selected")).isPositive();
        JsonObject failed = json(
                post(BUILD, MANIFESTS, new JsonObject().put("events", events + "/absent-*.parquet"), 200,
                        "Prefer", "wait=60"));
        assertThat(failed.getString("state")).isEqualTo("FAILED");
        assertThat(failed.getJsonObject("problem").getInteger("status")).isEqualTo(422);
        post(BUILD, MANIFESTS, new JsonObject().put("events", events).put("profile", "none"), 400);
        get("GET /api/v1/builds", "/api/v1/builds?state=failed&limit=1", 200);
        get("GET /api/v1/builds", "/api/v1/builds?state=lost", 400);
        get("GET /api/v1/builds/{id}", "/api/v1/builds/none", 404);
        get("GET /api/v1/builds/{id}", location + "?x=1", 400);
        assertThat(json(get("GET " + MANIFEST, built.getString("manifest"), 200)).getString("manifest_id"))
                .isEqualTo(built.getString("manifest_id"));
        return built.getString("manifest_id");
    }

    private void comparesAndAppends(String id) throws Exception {
        JsonObject comparison = report(asked("intraday_manifest.max_events=3").put("dry_run", true).put("compare", id))
                .getJsonObject("comparison");
        assertThat(comparison.getString("manifest_id")).isEqualTo(id);
        assertThat(comparison.getInteger("leave")).as(comparison.encode()).isPositive();
        assertThat(comparison.getJsonArray("leaving")).hasSize(comparison.getInteger("leave"));
        JsonObject appended = report(
                asked("intraday_manifest.max_per_symbol=9", "intraday_manifest.max_per_symbol_day=9",
                        "liquidity_filters.min_dollar_volume_bar=0", "liquidity_filters.min_absolute_volume_bar=0",
                        "liquidity_filters.rvol_day_min=0").put("append", id));
        assertThat(appended.getString("parent_id")).isEqualTo(id);
        JsonObject events = json(get("GET " + MANIFEST + "/events",
                MANIFESTS + "/" + appended.getString("manifest_id") + "/events", 200));
        assertThat(events.getJsonArray("events").stream().map(event -> ((JsonObject) event)
                .getString("selection_reason"))).contains("kept", "fill_by_score");
        post(BUILD, MANIFESTS, asked().put("compare", id), 400);
    }

    private JsonObject asked(String... settings) {
        List<String> set = new ArrayList<>(List.of(settings));
        set.add("intraday_manifest.require_daily_metrics=false");
        return new JsonObject().put("set", set).put("events", folder.resolve("universe/events").toString())
                .put("daily_bars", folder.resolve("universe/daily_bars.parquet").toString()).put("profile", "core");
    }

    private JsonObject report(JsonObject body) throws Exception {
        JsonObject built = json(post(BUILD, MANIFESTS, body, 200, "Prefer", "wait=60"));
        assertThat(built.getString("state")).as(built.encode()).isEqualTo("FINISHED");
        return built.getJsonObject("report");
    }

    private void lists() throws Exception {
        get("GET " + MANIFESTS, MANIFESTS + "?profile=core&verdict=no_go&approved=false&sort=-selected&limit=1", 200);
        get("GET " + MANIFESTS, MANIFESTS + "?sort=colour", 400);
    }

    private void reads(String id) throws Exception {
        for (String part : List.of("", "/report", "/funnel", "/checks", "/estimate", "/events",
                "/rejections")) {
            get("GET " + MANIFEST + part, MANIFESTS + "/" + id + part, 200);
            get("GET " + MANIFEST + part, MANIFESTS + "/none" + part, 404);
            get("GET " + MANIFEST + part, MANIFESTS + "/" + id + part + "?colour=red", 400);
        }
        String report = MANIFESTS + "/" + id + "/report";
        assertThat(get("GET " + MANIFEST + "/report", report, 200, "Accept", "text/markdown").body()).startsWith("# ");
        get("GET " + MANIFEST + "/report", report, 406, "Accept", "image/png");
        for (String rows : List.of("/events", "/rejections")) {
            String path = MANIFESTS + "/" + id + rows;
            get("GET " + MANIFEST + rows, path + "?limit=2&offset=1&sort=-timestamp", 200);
            get("GET " + MANIFEST + rows, path, 406, "Accept", "image/png");
            for (String type : List.of("text/csv", "application/vnd.apache.parquet",
                    "application/vnd.apache.arrow.stream")) {
                assertThat(get("GET " + MANIFEST + rows, path, 200, "Accept", type).headers()
                        .firstValue("Content-Type").orElseThrow()).startsWith(type);
            }
        }
    }

    private void approvesAndRuns(String id) throws Exception {
        String approve = "POST " + MANIFEST + "/approve";
        post(approve, MANIFESTS + "/" + id + "/approve", new JsonObject().put("by", "ann"), 409);
        post("POST /api/v1/runs", "/api/v1/runs", new JsonObject().put("manifest_id", id), 409);
        post(approve, MANIFESTS + "/none/approve", new JsonObject().put("by", "ann"), 404);
        post(approve, MANIFESTS + "/" + id + "/approve?x=1", new JsonObject().put("by", "ann"), 400);
        post(approve, MANIFESTS + "/" + id + "/approve", new JsonObject().put("by", "ann").put("reason", "pilot"), 200);
        String run = json(post("POST /api/v1/runs", "/api/v1/runs",
                new JsonObject().put("manifest_id", id).put("tapes", "trades"), 200)).getString("run_id");
        readsWindows(id);
        assertThat(json(post("POST /api/v1/runs", "/api/v1/runs",
                new JsonObject().put("manifest_id", id).put("pilot", 3), 200)).getInteger("pilot")).isEqualTo(3);
        post("POST /api/v1/runs", "/api/v1/runs", new JsonObject().put("manifest_id", "none"), 404);
        post("POST /api/v1/runs", "/api/v1/runs?x=1", new JsonObject().put("manifest_id", id), 400);
        get("GET /api/v1/runs", "/api/v1/runs", 200);
        get("GET /api/v1/runs", "/api/v1/runs?manifest=" + id + "&state=running&sort=run_id&limit=1&offset=0", 200);
        get("GET /api/v1/runs", "/api/v1/runs?manifest=none", 404);
        get("GET /api/v1/runs", "/api/v1/runs?x=1", 400);
        get("GET /api/v1/runs/{id}", "/api/v1/runs/" + run, 200);
        get("GET /api/v1/runs/{id}", "/api/v1/runs/none", 404);
        get("GET /api/v1/runs/{id}", "/api/v1/runs/" + run + "?x=1", 400);
        changesRuns(run);
    }

    private void readsWindows(String id) throws Exception {
        Lease lease = workplace.ledger().leases().lease("contract", Duration.ofMinutes(1)).getFirst();
        String window = "/api/v1/windows/" + lease.spec().windowId();
        get("GET " + WINDOW + "/tape", window + "/tape?tape=trades", 409);
        SmallTape.publish(workplace, lease);
        get("GET " + WINDOW, window + "?manifest=" + id, 200);
        get("GET " + WINDOW, window + "?x=1", 400);
        get("GET " + WINDOW, "/api/v1/windows/none", 404);
        get("GET " + WINDOW + "/tape", window + "/tape?tape=trades&limit=1&columns=sip_timestamp,price", 200);
        get("GET " + WINDOW + "/tape", window + "/tape?tape=trades&points=50", 200);
        get("GET " + WINDOW + "/tape", window + "/tape", 400);
        get("GET " + WINDOW + "/tape", "/api/v1/windows/none/tape?tape=trades", 404);
        get("GET " + WINDOW + "/tape", window + "/tape?tape=trades", 406, "Accept", "image/png");
        for (String form : List.of("csv", "parquet", "arrow")) {
            get("GET " + WINDOW + "/tape", window + "/tape?tape=trades&format=" + form, 200);
        }
    }

    private void changesRuns(String run) throws Exception {
        String one = "/api/v1/runs/" + run;
        for (String change : List.of("pause", "resume", "retry?preview=true", "retry", "cancel")) {
            String operation = "POST /api/v1/runs/{id}/" + change.replaceFirst("\\?.*", "");
            act(operation, one + "/" + change, 200);
            act(operation, "/api/v1/runs/none/" + change, 404);
            act(operation, one + "/" + change.replaceFirst("\\?.*", "") + "?x=1", 400);
        }
        for (String change : List.of("pause", "resume", "retry")) {
            act("POST /api/v1/runs/{id}/" + change, one + "/" + change, 409);
        }
        String whole = json(post("POST /api/v1/runs", "/api/v1/runs", new JsonObject().put("manifest_id",
                run.replaceFirst("-run.*", "")).put("waves", "PM,RTH").put("order", "rank").put("limit", 2)
                .put("max_requests", 9).put("max_gb", 0.5).put("max_hours", 2), 200)).getString("run_id");
        post("POST /api/v1/runs/{id}/resume", "/api/v1/runs/" + whole + "/resume",
                new JsonObject().put("max_requests", 0), 200);
        failAll(whole);
        act("POST /api/v1/runs/{id}/retry", "/api/v1/runs/" + whole + "/retry?preview=true&states=FAILED", 200);
        assertThat(json(act("POST /api/v1/runs/{id}/retry", "/api/v1/runs/" + whole + "/retry", 200))
                .getInteger("captures")).isPositive();
        failAll(whole);
        act("POST /api/v1/runs/{id}/cancel", "/api/v1/runs/" + whole + "/cancel", 409);
    }

    /** What a downloader would do that is refused everything. */
    private void failAll(String run) {
        while (workplace.ledger().runs().get(run).unfinished()) {
            workplace.ledger().leases().lease("contract", Duration.ofMinutes(1))
                    .forEach(lease -> workplace.ledger().leases().settle(lease.captureId(), lease.token(),
                            new CaptureOutcome.Rejected("400"), 1));
        }
    }

    /** A call that needs no body. */
    private HttpResponse<String> act(String operation, String path, int status) throws Exception {
        return expect(operation, status, send(request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.noBody())));
    }

    private void reportsStatus(String id) throws Exception {
        get("GET /api/v1/coverage", "/api/v1/coverage?by=session&manifest=" + id, 200);
        get("GET /api/v1/coverage",
                "/api/v1/coverage?manifest=" + id + "&by=symbol,month&state=queued&sort=-missing&limit=2",
                200);
        get("GET /api/v1/coverage", "/api/v1/coverage?manifest=" + id + "&by=session", 200, "Accept", "text/markdown");
        get("GET /api/v1/coverage", "/api/v1/coverage?manifest=" + id, 406, "Accept", "image/png");
        get("GET /api/v1/rate", "/api/v1/rate", 200);
        get("GET /api/v1/rate", "/api/v1/rate?x=1", 400);
        get("GET /api/v1/coverage", "/api/v1/coverage", 400);
        get("GET /api/v1/coverage", "/api/v1/coverage?manifest=none", 404);
        String capture = json(get("GET /api/v1/captures", "/api/v1/captures?state=queued&manifest=" + id, 200))
                .getJsonArray("captures").getJsonObject(0).getString("capture_id");
        get("GET /api/v1/captures", "/api/v1/captures?manifest=" + id + "&state=lost", 400);
        get("GET /api/v1/captures", "/api/v1/captures?manifest=none", 404);
        get("GET /api/v1/captures/{id}", "/api/v1/captures/" + capture, 200);
        get("GET /api/v1/captures/{id}", "/api/v1/captures/none", 404);
        get("GET /api/v1/captures/{id}", "/api/v1/captures/" + capture + "?x=1", 400);
        get("GET /api/v1/live", "/api/v1/live", 400);
        get("GET /api/v1/live", "/api/v1/live?manifest=none", 404);
        HttpResponse<InputStream> live = client.send(request("/api/v1/live?manifest=" + id).build(),
                BodyHandlers.ofInputStream());
        live.body().close();
        contract.check("GET /api/v1/live", live.statusCode(), live.headers().firstValue("Content-Type").orElse(""), "");
        for (String path : List.of("/health/live", "/health/ready", "/metrics", "/")) {
            get("GET " + path, path, 200);
            get("GET " + path, path + "?x=1", 400);
        }
        get("GET /openapi.yaml", "/openapi.yaml?x=1", 400);
        for (var file : Map.of("/assets/{name}", "/assets/icon.svg", "/assets/{folder}/{name}", "/assets/page/main.js")
                .entrySet()) {
            String call = "GET " + file.getKey();
            String etag = get(call, file.getValue(), 200).headers().firstValue("ETag").orElseThrow();
            get(call, file.getValue(), 304, "If-None-Match", etag);
            get(call, file.getValue().replaceFirst("[a-z]+\\.", "none."), 404);
        }
    }

    private void refusesWhatWasChanged(String id) throws Exception {
        Path home = folder.resolve("home/manifests").resolve(id);
        Path manifest = home.resolve("manifest.parquet");
        Files.write(manifest, "changed".getBytes(StandardCharsets.UTF_8));
        for (String part : List.of("/report", "/funnel", "/checks", "/estimate", "/events",
                "/rejections")) {
            get("GET " + MANIFEST + part, MANIFESTS + "/" + id + part, 409);
        }
    }

    private HttpResponse<String> get(String operation, String path, int status, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return expect(operation, status, send(headers.length == 0 ? request : request.headers(headers)));
    }

    private HttpResponse<String> post(String operation, String path, JsonObject body, int status, String... headers)
            throws Exception {
        contract.checkRequest(operation, body.encode());
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()));
        return expect(operation, status, send(headers.length == 0 ? request : request.headers(headers)));
    }

    private HttpResponse<String> expect(String operation, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(status);
        check(operation, answer);
        return answer;
    }

    private void check(String operation, HttpResponse<String> answer) {
        contract.check(operation, answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(services.url() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static List<String> names(Route route) {
        String path = route.getPath().replaceAll(":([a-z_]+)", "{$1}");
        return route.methods().stream().map(method -> method.name() + " " + path).toList();
    }
}
