package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.process.Blocking;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.availability.Entitlement;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.standalone.DuckDb;
import io.microtape.standalone.SmallMarket;
import io.microtape.standalone.Terminal;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One window that is truly empty, one whose vendor has a hole, one that failed, one that was refused, one that nobody asked
 * for, and one that is there: six answers in every place that says what became of a capture.
 */
class FourThingsThatStayDifferentTest {
    private static final Map<String, String> STATES = new TreeMap<>(Map.of("FULL", "COMPLETE", "EMPT",
            "EMPTY_CONFIRMED", "HOLE", "VENDOR_HOLE", "FAIL", "FAILED", "DENY", "NOT_ENTITLED", "NEVR", "PLANNED"));
    private static final String MINUTE = "2024-03-05T15:30:00Z";

    @TempDir
    static Path folder;
    private static final Vertx VERTX = Vertx.vertx();
    private static Path home;
    private static String manifest;
    private static Served served;

    @BeforeAll
    static void capture() throws Exception {
        var market = new SyntheticTapes(7, MarketCalendars.usEquities());
        TapeSource tapes = (ticker, tape, range, order) -> switch (ticker) {
            case "EMPT", "HOLE" -> List.of();
            case "FAIL" -> throw new IllegalStateException("the vendor's own database is down");
            default -> market.stretches(ticker, tape, range, order);
        };
        Simulator vendor = Blocking.await(Simulator.start(VERTX, SimulatorSettings.accepting(SmallMarket.KEY)
                .withEntitlement(Entitlement.ALL.denying("DENY")), tapes));
        home = folder.resolve("home");
        manifest = new WrittenEvents().with("FULL", MINUTE, 0.9, 5_000).with("EMPT", MINUTE, 0.8, 0)
                .with("HOLE", MINUTE, 0.7, 5_000).with("FAIL", MINUTE, 0.6, 5_000).with("DENY", MINUTE, 0.5, 5_000)
                .with("NEVR", MINUTE, 0.4, 5_000).approvedIn(home);
        served = Served.start(folder, home, Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY),
                List.of("server.port=0", "polygon.base_url=" + vendor.baseUrl(), "polygon.backoff=1ms",
                        "polygon.tries_per_page=2", "leases.max_attempts=2", "leases.retry_after=1ms",
                        "downloader.idle_poll=20ms", "downloader.breaker_reset=20ms", "empty.recheck_after=0s"));
        served.run("{\"manifest_id\":\"%s\",\"order\":\"rank\",\"limit\":5}".formatted(manifest));
    }

    @AfterAll
    static void stop() {
        served.close();
        Blocking.await(VERTX.close());
    }

    @Test
    void in_the_ledger() throws Exception {
        Map<String, String> found = new TreeMap<>();
        try (var ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
                var statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select symbol, group_concat(distinct state) from capture group by symbol")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        assertThat(found).isEqualTo(STATES);
    }

    @Test
    void over_rest_with_a_reason_of_their_own_and_rows_in_one_of_them_only() {
        JsonNode coverage = served.get("/api/v1/coverage?by=symbol,state&manifest=" + manifest);
        assertThat(groups(coverage)).isEqualTo(STATES);
        assertThat(coverage.at("/missing").asInt()).as("an empty window misses nothing").isEqualTo(8);
        assertThat(coverage.at("/remaining/captures").asInt()).as("nobody asked for these").isEqualTo(2);
        Map<String, String> causes = new TreeMap<>();
        for (JsonNode capture : served.captures(manifest)) {
            assertThat(capture.at("/state").asText()).isEqualTo(STATES.get(capture.at("/symbol").asText()));
            assertThat(capture.has("proof")).isEqualTo(capture.at("/symbol").asText().equals("FULL"));
            assertThat(capture.at("/attempts").isEmpty()).isEqualTo(capture.at("/symbol").asText().equals("NEVR"));
            causes.put(capture.at("/symbol").asText(), capture.at("/cause").asText());
        }
        assertThat(causes.get("DENY")).contains("403");
        assertThat(causes.get("FAIL")).contains("500");
        assertThat(new TreeSet<>(List.of(causes.get("DENY"), causes.get("FAIL"), causes.get("HOLE")))).hasSize(3);
    }

    @Test
    void on_the_command_line() {
        Terminal.Outcome json = command("coverage", "--json", "--by", "symbol,state");
        assertThat(groups(json.json())).isEqualTo(STATES);
        String words = command("coverage", "--by", "symbol,state").out();
        STATES.forEach(
                (symbol, state) -> assertThat(words).containsPattern("(?m)^.*" + symbol + ".*\\b" + state + "\\b"));
    }

    @Test
    void in_the_report() throws Exception {
        Path report = folder.resolve("report.md");
        command("coverage", "--by", "symbol,state", "--report", report.toString());
        String text = Files.readString(report);
        STATES.forEach((symbol, state) -> assertThat(text)
                .containsPattern(Pattern.compile("(?m)^\\| *" + symbol + " *\\| *" + state + " *\\| *2 *\\|")));
    }

    @Test
    void in_the_stream_that_the_dashboard_shows() throws Exception {
        JsonNode states = served.firstOfStream("/api/v1/live?manifest=" + manifest).at("/states");
        STATES.values().forEach(state -> assertThat(states.at("/" + state).asInt()).as(state).isEqualTo(2));
    }

    @Test
    void in_an_export() {
        Path dataset = folder.resolve("dataset");
        command("export", "--to", dataset.toString());
        Map<String, String> found = new TreeMap<>();
        DuckDb.rows("select symbol, string_agg(distinct state) as state from '%s' group by 1"
                .formatted(dataset.resolve("windows.parquet")))
                .forEach(row -> found.put((String) row.get("symbol"), (String) row.get("state")));
        assertThat(found).isEqualTo(STATES);
        assertThat(DuckDb.number("select count(distinct symbol) from '%s/*/*/*.parquet'".formatted(dataset))).isOne();
    }

    private static Terminal.Outcome command(String... arguments) {
        Terminal.Outcome done = Terminal.run(Stream
                .concat(Stream.of(arguments),
                        Stream.of("--manifest", manifest, "--home", home.toString()))
                .toArray(String[]::new));
        assertThat(done.exit()).as(done.err()).isZero();
        return done;
    }

    private static Map<String, String> groups(JsonNode coverage) {
        Map<String, String> groups = new TreeMap<>();
        coverage.at("/groups").forEach(group -> {
            assertThat(group.at("/captures").asInt()).isEqualTo(2);
            groups.merge(group.at("/key/0").asText(), group.at("/key/1").asText(), (one, two) -> one + " and " + two);
        });
        return groups;
    }
}
