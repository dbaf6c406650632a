package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.capture.CaptureStep;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.RunState;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.servers.JavaProcess;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed at a step of a capture, named by a hook, and a second one that goes on. */
class KillStepsTest {
    private static final String EXTRA = "micro_download.quotes={downsample: {by_change_only: true, max_rate_hz: 5}, keep_raw: true}";

    @TempDir
    static Path folder;
    private static SmallMarket market;
    private static Map<String, List<String>> rowsOfAWholeRun;
    private Simulator vendor;

    @BeforeAll
    static void build() throws IOException {
        market = new SmallMarket(folder, 4, EXTRA);
        Path whole = market.home("whole");
        try (Simulator vendor = market.vendor(FaultPlan.NONE)) {
            finish(whole, vendor);
        }
        rowsOfAWholeRun = rows(whole);
    }

    @AfterAll
    static void end() {
        market.close();
    }

    @BeforeEach
    void start() {
        vendor = market.vendor(FaultPlan.NONE);
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @ParameterizedTest
    @EnumSource(CaptureStep.class)
    void killed_at_a_step_the_next_process_ends_with_the_same_and_asks_at_most_for_what_was_interrupted(
            CaptureStep step) throws Exception {
        Path home = market.home("killed" + step);
        assertThat(dies(step, 3, home)).isEqualTo(HaltingRun.DEAD);
        long before = vendor.requests().total();
        finish(home, vendor);
        assertThat(vendor.requests().total()).as("something was left to do").isGreaterThanOrEqualTo(before);

        // One worker has one job: what is asked twice is at most that one's.
        List<String> twice = askedTwice();
        assertThat(twice).as("first pages asked for twice").hasSizeLessThanOrEqualTo(1);
        assertThat(left(home)).as("nothing unfinished lies about").isEmpty();

        assertThat(rows(home)).isEqualTo(rowsOfAWholeRun).hasSizeGreaterThan(8);
    }

    @Test
    void every_step_is_reached() throws Exception {
        Map<CaptureStep, Integer> reached = new TreeMap<>();
        Path home = market.home("watched");
        try (Workplace workplace = market.workplace(home, settings(vendor))) {
            market.run(workplace, (step, _) -> {
                synchronized (reached) {
                    reached.merge(step, 1, Integer::sum);
                }
            });
        }
        assertThat(reached.keySet()).containsExactly(CaptureStep.values());
    }

    private static void finish(Path home, Simulator vendor) throws IOException {
        try (Workplace workplace = market.workplace(home, settings(vendor))) {
            assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
            assertThat(workplace.verifier().verify().differences()).isEmpty();
            assertThat(SmallMarket.captures(workplace)).hasSize(8).extracting(CaptureRecord::state)
                    .containsOnly(CaptureState.COMPLETE);
        }
    }

    private static List<String> settings(Simulator vendor) {
        List<String> settings = new ArrayList<>(market.settings(vendor));
        settings.add("downloader.workers=1");
        return settings;
    }

    private int dies(CaptureStep step, int times, Path home) {
        List<String> arguments = new ArrayList<>(
                List.of(step.name(), Integer.toString(times), home.toString(), market.manifestId()));
        arguments.addAll(settings(vendor));
        try (var process = JavaProcess.start("killed", folder, List.of(), Map.of(), HaltingRun.class.getName(),
                arguments)) {
            return process.await();
        }
    }

    private List<String> askedTwice() {
        Map<String, Integer> times = new HashMap<>();
        vendor.requests().lines().stream().filter(line -> line.contains("timestamp.gte"))
                .forEach(line -> times.merge(line, 1, Integer::sum));
        return times.entrySet().stream().filter(asked -> asked.getValue() > 1).map(Map.Entry::getKey).toList();
    }

    private static List<Path> left(Path home) throws IOException {
        try (Stream<Path> tree = Files.walk(home.resolve("lake"))) {
            return tree.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".parquet")).toList();
        }
    }

    private static Map<String, List<String>> rows(Path home) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(home.resolve("lake"))) {
            for (Path file : tree.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                rows.put(home.relativize(file).toString(), TapeRowTexts.stored(file));
            }
        }
        return rows;
    }
}
