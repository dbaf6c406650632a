package io.microtape.standalone;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.Home;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs limited, paused, cancelled and asked again from the command line, and a lake that was meddled with. */
class RepairTest {
    private static final String KEY = "repair-test-key";
    private static final long SEED = 11;

    @TempDir
    Path folder;
    private Vertx vertx;
    private Simulator simulator;
    private String manifest;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        var calendar = MarketCalendars.usEquities();
        new SyntheticUniverse(SEED, calendar).write(folder.resolve("universe"),
                UniverseSettings.of(8, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 3, 8)));
        simulator = Blocking.await(Simulator.start(vertx, SimulatorSettings.accepting(KEY),
                new SyntheticTapes(SEED, calendar)));
        Terminal.Outcome built = microtape("manifest", "build", "--json", "--profile", "demo", "--set",
                "intraday_manifest.max_events=40", "--events", folder.resolve("universe/events").toString(),
                "--daily-bars", folder.resolve("universe/daily_bars.parquet").toString());
        assertThat(built.exit()).as(built.err()).isZero();
        manifest = built.json().at("/manifest_id").asText();
        assertThat(microtape("manifest", "approve", manifest, "--by", "ann", "--reason", "test").exit()).isZero();
    }

    @AfterEach
    void stop() {
        Blocking.await(vertx.close());
    }

    @Test
    void what_is_missing_or_damaged_is_asked_again_and_what_proves_itself_is_adopted() throws Exception {
        String run = captured().at("/run/run_id").asText();
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(12);
        Path missing = files.get(0);
        Path damaged = files.get(1);
        Path unknown = files.get(2).resolveSibling("20200101_000000_trades.parquet");
        Files.delete(missing);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        Files.copy(files.get(2), unknown);
        forget(files.get(3));

        JsonNode found = microtape("verify", "--json").json().at("/differences");
        assertThat(found.findValuesAsText("path")).hasSize(4).allMatch(path -> path.startsWith("event_windows/"));
        assertThat(IntStream.rangeClosed(1, 5).mapToLong(part -> microtape("verify", "--json", "--part", part + "/5")
                .json().at("/differences").size()).sum()).isEqualTo(4);
        assertThat(IntStream.rangeClosed(1, 5).mapToLong(part -> microtape("verify", "--json", "--part", part + "/5")
                .json().at("/captures").asLong()).sum())
                .isEqualTo(microtape("verify", "--json").json().at("/captures").asLong());

        Terminal.Outcome repaired = microtape("verify", "--repair");
        assertThat(repaired.exit()).isEqualTo(1);
        assertThat(repaired.out()).contains("the capture is QUEUED again", "set aside as ", "is COMPLETE");
        assertThat(damaged).doesNotExist();
        assertThat(unknown).exists();
        assertThat(microtape("run", "status", "--json", run).json().at("/state").asText()).isEqualTo("RUNNING");
        JsonNode left = microtape("verify", "--json").json().at("/differences");
        assertThat(left).hasSize(1);
        assertThat(left.at("/0/path").asText()).endsWith("20200101_000000_trades.parquet");

        Terminal.Outcome again = run();
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.json().at("/run/state").asText()).isEqualTo("FINISHED");
        Files.delete(unknown);
        assertThat(microtape("verify").exit()).isZero();
        assertThat(files()).isEqualTo(files);
        assertThat(leftOver()).hasSize(1).allMatch(path -> path.toString().endsWith(".damaged"));
    }

    @Test
    void a_repair_is_refused_while_a_process_serves_the_home() {
        captured();
        try (var workplace = new Workplace(new Home(folder.resolve("home")),
                Config.load(Optional.empty(), Optional.empty(), List.of("server.port=0")));
                Services services = Services.start(workplace, Optional.empty())) {
            assertThat(services.url()).isNotNull();
            Terminal.Outcome refused = microtape("verify", "--repair");
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).contains("another microtape process serves the ledger");
            assertThat(microtape("verify").exit()).isZero();
        }
        assertThat(microtape("verify", "--repair").exit()).isZero();
    }

    @Test
    void a_lake_without_any_file_is_taken_for_the_wrong_one_until_somebody_says_that_it_is_lost() throws Exception {
        captured();
        Files.move(folder.resolve("home/lake"), folder.resolve("elsewhere"));
        Terminal.Outcome refused = microtape("verify", "--repair");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("holds no file at all", "--lake-is-lost");
        Files.move(folder.resolve("elsewhere"), folder.resolve("home/lake"));
        assertThat(microtape("verify").exit()).isZero();
        Files.move(folder.resolve("home/lake"), folder.resolve("elsewhere"));
        assertThat(microtape("verify", "--repair", "--lake-is-lost").out()).contains("the capture is QUEUED again");
    }

    @Test
    void a_run_stops_at_its_budget_and_is_resumed_cancelled_and_started_anew() {
        Terminal.Outcome first = run("--max-gb", "0.000001", "--waves", "RTH", "--tapes", "trades", "--order", "rank",
                "--set", "downloader.workers=2");
        assertThat(first.exit()).isEqualTo(1);
        String id = first.json().at("/run/run_id").asText();
        assertThat(first.json().at("/run/state").asText()).isEqualTo("PAUSED");
        assertThat(first.json().at("/run/used/bytes").asInt()).isGreaterThanOrEqualTo(1_000);
        assertThat(first.json().at("/coverage/states/QUEUED").asInt()).isPositive();
        assertThat(first.err()).contains("its budget of 0.000001 GB is used up");
        assertThat(microtape("run", "resume", id).err()).contains("larger one");
        assertThat(microtape("run", "resume", id, "--max-gb", "0", "--max-requests", "900").out())
                .contains("order rank", "RUNNING");
        assertThat(microtape("run", "pause", id).out()).contains("PAUSED paused by request");
        assertThat(microtape("run", "cancel", id).out()).contains("CANCELLED");
        assertThat(microtape("run", "resume", id).exit()).isEqualTo(2);
        assertThat(microtape("run", "status").out()).contains(id + " CANCELLED");
        assertThat(microtape("coverage", "--manifest", manifest, "--json").json().at("/states/QUEUED").asInt())
                .isZero();
        Terminal.Outcome anew = run("--waves", "RTH", "--tapes", "trades");
        assertThat(anew.exit()).as(anew.err()).isZero();
        assertThat(anew.json().at("/run/run_id").asText()).isNotEqualTo(id);
        assertThat(anew.json().at("/run/order").asText()).isEqualTo("STRATIFIED");
        assertThat(anew.json().at("/coverage/states/PLANNED").asInt()).isPositive();
        Terminal.Outcome limited = run("--limit", "3");
        assertThat(limited.json().at("/run/state").asText()).isEqualTo("FINISHED");
        assertThat(microtape("run", "start", "--manifest", manifest, "--limit", "3", "--pilot", "3").err())
                .contains("leave one of both out");
        assertThat(microtape("run", "start", "--manifest", manifest, "--waves", "noon").err()).contains("PM, AH, RTH");
    }

    @Test
    void what_a_run_gave_up_is_asked_again_with_its_cost_shown_before() throws Exception {
        String id = captured().at("/run/run_id").asText();
        change("update capture set state = 'FAILED', cause = 'the page contradicts itself' where tape = 'QUOTES'");
        for (Path file : files()) {
            if (file.toString().contains("_quotes")) {
                Files.delete(file);
            }
        }
        JsonNode preview = microtape("run", "retry", id, "--preview", "--json").json();
        int failed = preview.at("/captures").asInt();
        assertThat(failed).isPositive();
        assertThat(preview.at("/causes/0/cause").asText()).isEqualTo("the page contradicts itself");
        assertThat(preview.at("/estimate/requests/p50").asDouble()).isGreaterThanOrEqualTo(failed);
        assertThat(microtape("run", "retry", id, "--preview").out()).contains("requests", "hours", "FAILED");
        assertThat(microtape("run", "retry", id, "--states", "NOT_ENTITLED").out()).contains("0 captures");
        Terminal.Outcome retried = microtape("run", "retry", id, "--wait", "--json", "--vendor-url",
                simulator.baseUrl().toString(), "--set", "empty.recheck_after=0s");
        assertThat(retried.exit()).as(retried.err()).isZero();
        assertThat(retried.json().at("/captures").asInt()).isEqualTo(failed);
        assertThat(retried.json().at("/run/state").asText()).isEqualTo("FINISHED");
        assertThat(microtape("verify").exit()).isZero();
        assertThat(microtape("run", "retry", id, "--states", "COMPLETE").exit()).isEqualTo(2);
        assertThat(microtape("run", "retry", "none").exit()).isEqualTo(2);
    }

    private JsonNode captured() {
        Terminal.Outcome run = run();
        assertThat(run.exit()).as(run.err()).isZero();
        return run.json();
    }

    private Terminal.Outcome run(String... more) {
        return microtape(Stream.concat(Stream.of("run", "start", "--json", "--wait", "--manifest", manifest,
                "--vendor-url", simulator.baseUrl().toString(), "--set", "empty.recheck_after=0s", "--set",
                "polygon.requests_per_second=100"), Stream.of(more)).toArray(String[]::new));
    }

    private Terminal.Outcome microtape(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Terminal.run(Map.of("MICROTAPE_VENDOR_API_KEY", KEY), all.toArray(String[]::new));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> tree = Files.walk(folder.resolve("home/lake"))) {
            return tree.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    private List<Path> leftOver() throws Exception {
        try (Stream<Path> tree = Files.walk(folder.resolve("home/lake"))) {
            return tree.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".parquet")).toList();
        }
    }

    /** As if the ledger had lost what it knew of a file. */
    private void forget(Path file) throws SQLException {
        String path = folder.resolve("home/lake").relativize(file).toString();
        change("update capture set state = 'FAILED' where path = '" + path + "'");
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("home/ledger.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
