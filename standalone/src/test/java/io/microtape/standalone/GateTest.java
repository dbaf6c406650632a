package io.microtape.standalone;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.Home;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Ask;
import io.microtape.model.lease.LeaseMessages.Granted;
import io.microtape.model.lease.LeaseMessages.Renew;
import io.microtape.model.lease.LeaseMessages.Renewed;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line refuses, and how it says so. */
class GateTest {
    @TempDir
    Path folder;

    @BeforeEach
    void universe() throws IOException {
        new SyntheticUniverse(3, MarketCalendars.usEquities()).write(folder.resolve("universe"),
                UniverseSettings.of(6, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 2, 16)));
    }

    @Test
    void a_manifest_that_nobody_approved_is_not_downloaded() {
        String id = build("--profile", "demo").json().at("/manifest_id").asText();
        Terminal.Outcome run = microtape("run", "start", "--manifest", id);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("not approved").contains("manifest approve " + id);
    }

    @Test
    void a_no_go_needs_a_reason() {
        JsonNode built = build("--profile", "core", "--set", "intraday_manifest.require_daily_metrics=false").json();
        assertThat(built.at("/verdict").asText()).isEqualTo("NO_GO");
        String id = built.at("/manifest_id").asText();
        assertThat(microtape("manifest", "approve", id, "--by", "ann").err()).contains("NO_GO").contains("reason");
        assertThat(microtape("manifest", "approve", id, "--by", "ann", "--reason", "pilot").exit()).isZero();
    }

    @Test
    void a_no_go_that_nobody_overrode_is_refused_by_command_by_rest_and_by_a_hand_made_bus_message() throws Exception {
        JsonNode built = build("--profile", "core", "--set", "intraday_manifest.require_daily_metrics=false").json();
        String id = built.at("/manifest_id").asText();
        assertThat(built.at("/verdict").asText()).isEqualTo("NO_GO");
        assertThat(microtape("run", "start", "--manifest", id).exit()).isEqualTo(2);
        try (var workplace = new Workplace(new Home(folder.resolve("home")),
                Config.load(Optional.empty(), Optional.empty(), List.of("server.port=0")));
                Services services = Services.start(workplace, Optional.empty());
                var client = HttpClient.newHttpClient()) {
            HttpResponse<String> refused = client.send(HttpRequest.newBuilder(services.url().resolve("/api/v1/runs"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"manifest_id\": \"%s\"}".formatted(id))).build(),
                    BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("not approved");
            var bus = services.vertx().eventBus();
            bus.publish(LeaseMessages.WORK, new LeaseMessages.WorkAvailable(id + "-run1"));
            var granted = Blocking.await(bus.<Granted>request(LeaseMessages.LEASE, new Ask("stranger")));
            assertThat(granted.body().leases()).isEmpty();
            assertThat(Blocking.await(bus.<Renewed>request(LeaseMessages.RENEW, new Renew(id, 1))).body().held())
                    .isFalse();
            assertThat(workplace.ledger().runs().all()).isEmpty();
        }
        assertThat(microtape("manifest", "approve", id, "--by", "ann", "--reason", "a pilot").exit()).isZero();
        assertThat(microtape("run", "start", "--manifest", id).exit()).isZero();
        assertThat(microtape("manifest", "show", id).out()).contains("override", "ann", "a pilot");
    }

    @Test
    void a_manifest_that_was_changed_after_it_was_built_is_not_downloaded() throws Exception {
        JsonNode built = build("--profile", "demo").json();
        String id = built.at("/manifest_id").asText();
        assertThat(microtape("manifest", "approve", id, "--by", "ann", "--reason", "ok").exit()).isZero();
        Path other = Path.of(build("--profile", "demo", "--set", "intraday_manifest.max_per_symbol=1").json()
                .at("/path").asText());
        Path mine = Path.of(built.at("/path").asText()).resolve("manifest.parquet");
        Files.delete(mine);
        Files.copy(other.resolve("manifest.parquet"), mine);
        Terminal.Outcome run = microtape("run", "start", "--manifest", id);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("move the folder away and build again");
    }

    @Test
    void the_stable_fields_of_a_build_are_there_and_add_up() {
        JsonNode built = build("--profile", "demo").json();
        for (String field : List.of("manifest_id", "path", "input_rows", "selected", "rejected", "verdict", "checks",
                "funnel")) {
            assertThat(built.has(field)).as(field).isTrue();
        }
        assertThat(built.at("/selected").asLong() + built.at("/rejected").asLong())
                .isEqualTo(built.at("/input_rows").asLong()).isPositive();
        assertThat(Path.of(built.at("/path").asText()).resolve("manifest.parquet")).exists();
    }

    @Test
    void every_refusal_is_a_sentence_and_never_a_stack_trace() {
        List<Terminal.Outcome> refusals = List.of(microtape("coverage", "--manifest", "nothing"),
                microtape("run", "start", "--manifest", "nothing"),
                microtape("run", "start", "--manifest", "nothing", "--wait"),
                microtape("manifest", "approve", "nothing", "--by", "ann"),
                microtape("manifest", "build", "--events", folder.resolve("absent/*.parquet").toString()),
                build("--set", "no.such=1"), build("--set", "intraday_manifest.max_events=-3"),
                build("--profile", "none"), microtape("coverage", "--manifest", "x", "--by", "colour"),
                microtape("verify", "--config", folder.resolve("absent.yaml").toString()),
                microtape("verify", "--no-such-option"),
                microtape("run", "start", "--manifest", "x", "--vendor-url", "http://example.com"),
                microtape("simulator", "--seed", "1", "--faults", "nonsense=1"),
                microtape("demo", "--faults", "body_cut=7"), microtape("demo", "--recorded", folder.toString()));
        for (Terminal.Outcome refusal : refusals) {
            assertThat(refusal.exit()).as(refusal.err()).isEqualTo(2);
            assertThat(refusal.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
            assertThat(refusal.out()).isEmpty();
        }
    }

    private Terminal.Outcome build(String... more) {
        List<String> arguments = new ArrayList<>(List.of("manifest", "build", "--json", "--events",
                folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString()));
        arguments.addAll(Arrays.asList(more));
        return microtape(arguments.toArray(String[]::new));
    }

    private Terminal.Outcome microtape(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (!all.getFirst().equals("simulator")) {
            all.addAll(List.of("--home", folder.resolve("home").toString()));
        }
        return Terminal.run(Map.of(), all.toArray(String[]::new));
    }
}
