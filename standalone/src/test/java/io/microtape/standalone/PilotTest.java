package io.microtape.standalone;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.Home;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.json.Json;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest will cost: assumed, then measured by a pilot, then scored by the run. */
class PilotTest {
    private static final String KEY = "pilot-test-key";
    private static final long SEED = 5;

    @TempDir
    Path folder;
    private Vertx vertx;
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        var calendar = MarketCalendars.usEquities();
        new SyntheticUniverse(SEED, calendar).write(folder.resolve("universe"),
                UniverseSettings.of(12, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 3, 8)));
        simulator = Blocking.await(Simulator.start(vertx, SimulatorSettings.accepting(KEY),
                new SyntheticTapes(SEED, calendar)));
    }

    @AfterEach
    void stop() {
        Blocking.await(vertx.close());
    }

    @Test
    void a_pilot_measures_what_the_rest_will_cost_and_the_run_after_it_asks_for_nothing_twice() throws Exception {
        JsonNode built = build();
        String id = built.at("/manifest_id").asText();
        byte[] manifest = Files.readAllBytes(Path.of(built.at("/path").asText()).resolve("manifest.parquet"));
        int all = built.at("/estimate/total/captures").asInt();
        assertThat(all).isGreaterThan(70);
        assertThat(built.at("/estimate/total/bytes/from/placeholder").asInt()).isEqualTo(all);
        assertThat(detail(built, "storage_p90")).isEqualTo("estimate: placeholder");
        assertThat(microtape("manifest", "approve", id, "--by", "ann", "--reason", "pilot").exit()).isZero();
        assertThat(microtape("manifest", "estimate", id, "--json").json().has("score")).isFalse();

        Terminal.Outcome pilot = run(id, "--pilot", "25");
        assertThat(pilot.exit()).as(pilot.err()).isZero();
        assertThat(pilot.json().at("/run/pilot").asInt()).isEqualTo(25);
        assertThat(pilot.json().at("/run/state").asText()).isEqualTo("FINISHED");
        assertThat(pilot.json().at("/coverage/states/PLANNED").asInt()).isEqualTo(all - 50);
        assertThat(pilot.json().at("/estimate_score/answered").asInt()).isEqualTo(50);
        long asked = simulator.requests().total();
        assertThat(run(id, "--pilot", "25").json().at("/run/run_id")).isEqualTo(pilot.json().at("/run/run_id"));
        assertThat(simulator.requests().total()).isEqualTo(asked);

        JsonNode measured = microtape("manifest", "estimate", id, "--json").json().at("/estimate");
        assertThat(measured.at("/total/bytes/from").has("placeholder")).isFalse();
        assertThat(measured.at("/total/hours/from").has("placeholder")).isFalse();
        assertThat(measured.at("/total/bytes/captures").asInt()).isEqualTo(50);
        assertThat(measured.at("/total/rows_kept/p50").asDouble()).isPositive();

        JsonNode again = build();
        assertThat(again.at("/manifest_id").asText()).isEqualTo(id);
        assertThat(again.at("/already_existed").asBoolean()).isTrue();
        assertThat(again.at("/estimate")).isEqualTo(measured);
        assertThat(detail(again, "storage_p90")).endsWith("on 50 settled captures");
        assertThat(Path.of(built.at("/path").asText()).resolve("manifest.parquet")).hasBinaryContent(manifest);

        Terminal.Outcome full = run(id);
        assertThat(full.exit()).as(full.err()).isZero();
        assertThat(full.json().at("/coverage/states/PLANNED").asInt()).isZero();
        assertThat(full.json().at("/run").has("pilot")).isFalse();
        assertThat(askedTwice()).isEmpty();
        JsonNode score = microtape("manifest", "estimate", id, "--json").json().at("/score");
        assertThat(score.at("/share").asDouble()).isEqualTo(1);
        assertThat(score.at("/figures").findValuesAsText("name")).containsExactly("requests", "bytes", "hours");
        double bytes = full.json().at("/coverage/bytes").asDouble();
        assertThat(score.at("/figures/1/actual").asDouble()).isEqualTo(bytes);
        // The pilot was right about the rest: nothing of this market is as far off as a third.
        assertThat(measured.at("/total/bytes/p50").asDouble()).isBetween(bytes / 1.5, bytes * 1.5);

        String text = microtape("manifest", "estimate", id).out();
        assertThat(text).contains("estimate  " + id, "hours are bound by", "cells ", "score ", "below p50");
        assertThat(runText(id)).contains("score     %,d of %,d captures answered (100.0 %%)".formatted(all, all));
    }

    @Test
    void rest_estimates_a_manifest_and_starts_a_pilot_over_it() throws Exception {
        String id = build().at("/manifest_id").asText();
        microtape("manifest", "approve", id, "--by", "ann", "--reason", "pilot");
        var settings = List.of("server.port=0", "polygon.base_url=" + simulator.baseUrl());
        try (var workplace = new Workplace(new Home(folder.resolve("home")),
                Config.load(Optional.empty(), Optional.empty(), settings));
                Services services = Services.start(workplace, Optional.empty())) {
            URI api = services.url().resolve("/api/v1/");
            HttpResponse<String> estimate = send(HttpRequest.newBuilder(api.resolve("manifests/" + id + "/estimate")));
            assertThat(estimate.statusCode()).isEqualTo(200);
            assertThat(json(estimate.body()))
                    .isEqualTo(microtape("manifest", "estimate", id, "--json").json());
            assertThat(send(HttpRequest.newBuilder(api.resolve("manifests/none/estimate"))).statusCode())
                    .isEqualTo(404);
            assertThat(start(api, "{\"manifest_id\": \"%s\", \"pilot\": 0}".formatted(id)).body()).contains("allowed");
            HttpResponse<String> run = start(api, "{\"manifest_id\": \"%s\", \"pilot\": 10}".formatted(id));
            assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
            assertThat(json(run.body()).at("/pilot").asInt()).isEqualTo(10);
            assertThat(microtape("coverage", "--json", "--manifest", id).json().at("/states/QUEUED").asInt())
                    .isEqualTo(20);
        }
    }

    private static HttpResponse<String> start(URI api, String body) throws Exception {
        return send(HttpRequest.newBuilder(api.resolve("runs")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private JsonNode build() {
        Terminal.Outcome built = microtape("manifest", "build", "--json", "--profile", "demo", "--set",
                "intraday_manifest.max_events=60", "--set", "intraday_manifest.max_per_symbol_day=3", "--events",
                folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString());
        assertThat(built.exit()).as(built.err()).isZero();
        return built.json();
    }

    private Terminal.Outcome run(String id, String... more) {
        return microtape(Stream.concat(Stream.of("run", "start", "--json", "--wait", "--manifest", id, "--vendor-url",
                simulator.baseUrl().toString(), "--set", "empty.recheck_after=0s"), Stream.of(more))
                .toArray(String[]::new));
    }

    private String runText(String id) {
        return microtape("run", "start", "--manifest", id).out();
    }

    private Terminal.Outcome microtape(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Terminal.run(Map.of("MICROTAPE_VENDOR_API_KEY", KEY), all.toArray(String[]::new));
    }

    private Set<String> askedTwice() {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        simulator.requests().lines().stream().filter(line -> !seen.add(line)).forEach(twice::add);
        return twice;
    }

    private static String detail(JsonNode built, String check) {
        for (JsonNode each : built.at("/checks")) {
            if (each.at("/name").asText().equals(check)) {
                return each.at("/detail").asText();
            }
        }
        throw new AssertionError("there is no check " + check);
    }

    private static JsonNode json(String text) throws Exception {
        return Json.mapper().readTree(text);
    }
}
