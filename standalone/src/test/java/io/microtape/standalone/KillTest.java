package io.microtape.standalone;

import io.microtape.runtime.process.Blocking;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed without warning in the middle of a run, and started again. */
class KillTest {
    private static final String KEY = "kill-test-key";
    private static final Map<String, String> ENVIRONMENT = Map.of("MICROTAPE_VENDOR_API_KEY", KEY);
    private static final long SEED = 7;
    private static final int WORKERS = 4;
    private static final int KILLS = 3;

    @TempDir
    Path folder;
    private Vertx vertx;
    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        vertx = Vertx.vertx();
        var calendar = MarketCalendars.usEquities();
        new SyntheticUniverse(SEED, calendar).write(folder.resolve("universe"),
                UniverseSettings.of(12, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 3, 8)));
        simulator = Blocking.await(Simulator.start(vertx,
                SimulatorSettings.accepting(KEY).withLatency(Duration.ofMillis(250)),
                new SyntheticTapes(SEED, calendar)));
    }

    @AfterEach
    void stop() {
        Blocking.await(vertx.close());
    }

    @Test
    void a_killed_run_goes_on_where_it_was_and_ends_with_the_same_rows() throws Exception {
        String manifest = built("killed");
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = separateProcess("killed", manifest);
            long wanted = kill * 12L;
            while (complete("killed", manifest) < wanted && process.isAlive()) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            assertThat(process.isAlive()).as("the run was not over before kill " + kill).isTrue();
            process.destroyForcibly().waitFor();
        }
        Terminal.Outcome end = run("killed", manifest);
        assertThat(end.exit()).as(end.err()).isZero();
        assertThat(end.json().at("/run/state").asText()).isEqualTo("FINISHED");

        long askedTwice = firstPages().values().stream().filter(times -> times > 1).count();
        assertThat(askedTwice).as("only what was in flight at a kill is asked again")
                .isLessThanOrEqualTo((long) KILLS * WORKERS);
        assertThat(Terminal.run("verify", "--json", "--home", home("killed")).exit()).isZero();
        assertThat(leftOver("killed")).isEmpty();

        assertThat(built("whole")).isEqualTo(manifest);
        assertThat(run("whole", manifest).exit()).isZero();
        assertThat(rowHashes("killed")).isEqualTo(rowHashes("whole")).hasSizeGreaterThan(40);
        assertThat(footersOf("killed")).noneMatch(footer -> footer.contains(KEY));
    }

    private String built(String home) {
        Terminal.Outcome built = Terminal.run("manifest", "build", "--json", "--home", home(home), "--profile", "demo",
                "--set", "intraday_manifest.max_events=60", "--events", folder.resolve("universe/events").toString(),
                "--daily-bars", folder.resolve("universe/daily_bars.parquet").toString());
        assertThat(built.exit()).as(built.err()).isZero();
        String id = built.json().at("/manifest_id").asText();
        assertThat(Terminal.run("manifest", "approve", id, "--home", home(home), "--by", "test", "--reason", "test")
                .exit()).isZero();
        return id;
    }

    private Terminal.Outcome run(String home, String manifest) {
        return Terminal.run(ENVIRONMENT, arguments(home, manifest));
    }

    private String[] arguments(String home, String manifest) {
        return new String[] {"run", "start", "--json", "--wait", "--home", home(home), "--manifest", manifest,
                "--vendor-url", simulator.baseUrl().toString(), "--set", "downloader.workers=" + WORKERS, "--set",
                "polygon.requests_per_second=100", "--set", "empty.recheck_after=0s"};
    }

    private Process separateProcess(String home, String manifest) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                        System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments(home, manifest)));
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "process.log")));
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    private long complete(String home, String manifest) {
        return Terminal.run("coverage", "--json", "--home", home(home), "--manifest", manifest).json()
                .at("/states/" + CaptureState.COMPLETE).asLong();
    }

    /** How often the first page of each capture was asked for. */
    private Map<String, Integer> firstPages() {
        Map<String, Integer> times = new HashMap<>();
        simulator.requests().lines().stream().filter(line -> line.contains("timestamp.gte"))
                .forEach(line -> times.merge(line, 1, Integer::sum));
        return times;
    }

    private List<Path> leftOver(String home) throws IOException {
        try (Stream<Path> tree = Files.walk(folder.resolve(home).resolve("lake"))) {
            return tree.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".parquet")).toList();
        }
    }

    private List<Path> files(String home) throws IOException {
        Path lake = folder.resolve(home).resolve("lake");
        try (Stream<Path> tree = Files.walk(lake)) {
            return tree.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    private Map<String, String> rowHashes(String home) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:"); var statement = duck.createStatement()) {
            for (Path file : files(home)) {
                try (ResultSet found = statement.executeQuery("""
                        select md5(string_agg(rows::text, '|' order by n)) from
                          (select row_number() over () as n, t as rows from '%s' t)""".formatted(file))) {
                    found.next();
                    hashes.put(file.getParent().getFileName() + "/" + file.getFileName(), found.getString(1));
                }
            }
        }
        return hashes;
    }

    private List<String> footersOf(String home) throws IOException {
        return files(home).stream().map(file -> ParquetTables.footer(file).toString()).collect(Collectors.toList());
    }

    private String home(String name) {
        return folder.resolve(name).toString();
    }
}
