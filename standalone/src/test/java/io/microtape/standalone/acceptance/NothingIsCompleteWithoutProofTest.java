package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.servers.JavaProcess;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.Fault;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.standalone.SmallMarket;
import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A vendor that lies in the same way each time it is asked, and a process that is killed with files half written. */
class NothingIsCompleteWithoutProofTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY);
    private static final int WORKERS = 4;
    private static final int KILLS = 2;

    @TempDir
    static Path folder;
    private static SmallMarket market;

    @BeforeAll
    static void build() throws IOException {
        market = new SmallMarket(folder, 8);
    }

    @AfterAll
    static void stop() {
        market.close();
    }

    /** The way on is lost; the count is another; every page but the first fails; the way on leads back. */
    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"NEXT_MISSING", "COUNT_TOO_HIGH", "COUNT_TOO_LOW", "UNAUTHORIZED_LATER",
            "CURSOR_SELF"})
    void a_page_that_is_never_sound_leaves_no_file(Fault fault) throws Exception {
        Path home = market.home(fault.name());
        try (Simulator vendor = market.vendor(new FaultPlan(1, Map.of(fault, 1.0)))) {
            List<String> settings = new ArrayList<>(market.settings(vendor));
            settings.addAll(List.of("polygon.tries_per_page=1", "leases.max_attempts=2"));
            Terminal.Outcome run = Terminal.run(ENVIRONMENT, running(home, settings));
            assertThat(run.exit()).as(run.err()).isEqualTo(1);

            List<JsonNode> captures = captures(home);
            assertThat(captures).hasSizeGreaterThan(8).extracting(capture -> capture.at("/state").asText())
                    .contains("FAILED").containsAnyOf("FAILED", "COMPLETE").doesNotContain("EMPTY", "EMPTY_CONFIRMED");
            assertThat(captures).filteredOn(capture -> capture.at("/state").asText().equals("COMPLETE"))
                    .as("what one sound page answers may be complete").allMatch(capture -> rows(capture) < 200);
            var lake = Lake.of(home);
            assertThat(lake.files()).isEqualTo(Lake.filesOf(captures));
            assertThat(lake.lies(captures, vendor)).isEmpty();
        }
    }

    @Test
    void a_process_that_is_killed_while_files_are_open_leaves_nothing_that_looks_complete_and_is_gone_on_with()
            throws Exception {
        Path home = market.home("killed");
        var lake = Lake.of(home);
        try (Simulator vendor = market.vendor(settings -> settings.withLatency(Duration.ofMillis(150)))) {
            List<String> settings = new ArrayList<>(market.settings(vendor));
            settings.add("downloader.workers=" + WORKERS);
            for (int kill = 1; kill <= KILLS; kill++) {
                int wanted = kill * 3;
                try (JavaProcess process = JavaProcess.start("killed", folder, List.of(), ENVIRONMENT,
                        "io.microtape.standalone.Main", List.of(running(home, settings)))) {
                    SmallMarket.until(() -> !process.alive()
                            || (published(lake).size() >= wanted && lake.files().size() > published(lake).size()));
                    assertThat(process.alive()).as("the run was not over before kill %d: %s", kill, process.said())
                            .isTrue();
                    process.kill();
                }
                List<JsonNode> captures = captures(home);
                assertThat(lake.files()).as("something was half written").anyMatch(name -> name.endsWith(".tmp"));
                assertThat(captures).extracting(capture -> capture.at("/state").asText()).contains("COMPLETE",
                        "IN_FLIGHT");
                assertThat(lake.lies(captures, vendor)).isEmpty();
            }
            Terminal.Outcome end = Terminal.run(ENVIRONMENT, running(home, market.settings(vendor)));
            assertThat(end.exit()).as(end.err()).isZero();
            assertThat(end.json().at("/run/state").asText()).isEqualTo("FINISHED");

            List<JsonNode> captures = captures(home);
            assertThat(captures).allMatch(capture -> capture.at("/state").asText().equals("COMPLETE"));
            assertThat(lake.files()).isEqualTo(Lake.filesOf(captures));
            assertThat(lake.lies(captures, vendor)).isEmpty();
            assertThat(Terminal.run("verify", "--home", home.toString()).exit()).isZero();
            assertThat(firstPagesAskedTwice(vendor)).as("only what was in flight at a kill is asked again")
                    .isLessThanOrEqualTo(KILLS * WORKERS);
        }
    }

    private static String[] running(Path home, List<String> settings) {
        return Stream.concat(
                Stream.of("run", "start", "--json", "--wait", "--no-preflight", "--home", home.toString(), "--manifest",
                        market.manifestId()),
                settings.stream().flatMap(setting -> Stream.of("--set", setting))).toArray(String[]::new);
    }

    /** As the command line lists them. */
    private static List<JsonNode> captures(Path home) {
        List<JsonNode> captures = new ArrayList<>();
        Terminal.run("captures", "--json", "--manifest", market.manifestId(), "--limit", "1000", "--home",
                home.toString()).json().at("/captures").forEach(captures::add);
        return captures;
    }

    private static long rows(JsonNode capture) {
        return capture.at("/proof/rows_received").asLong();
    }

    private static List<String> published(Lake lake) {
        return lake.files().stream().filter(name -> name.endsWith(".parquet")).toList();
    }

    private static long firstPagesAskedTwice(Simulator vendor) {
        Map<String, Integer> times = new HashMap<>();
        vendor.requests().lines().stream().filter(line -> line.contains("timestamp.gte"))
                .forEach(line -> times.merge(line, 1, Integer::sum));
        return times.values().stream().filter(count -> count > 1).count();
    }
}
