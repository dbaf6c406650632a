package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way in one process, as a new user sees it. */
class DemoTest {
    private static final String SMALLER = "intraday_manifest.max_events=30";

    @TempDir
    static Path folder;
    private static Terminal.Outcome well;

    @BeforeAll
    static void runOnce() {
        well = demo("well");
    }

    @Test
    void every_capture_of_the_demo_is_proven_and_a_second_reader_reads_the_lake() throws Exception {
        assertThat(well.exit()).as(well.err()).isZero();
        JsonNode states = well.json().at("/coverage/states");
        long captures = well.json().at("/coverage/captures").asLong();
        assertThat(captures).isGreaterThan(30);
        assertThat(states.get("COMPLETE").asLong() + states.get("EMPTY_CONFIRMED").asLong()).isEqualTo(captures);
        assertThat(states.size()).isEqualTo(CaptureState.values().length);
        assertThat(well.json().at("/verification/differences")).isEmpty();
        assertThat(count("select count(*) from read_parquet('%s/event_windows/*/*.parquet', union_by_name=true)"
                .formatted(well.json().at("/lake").asText()))).isEqualTo(well.json().at("/coverage/rows").asLong());

        Terminal.Outcome again = demo("well");
        assertThat(again.exit()).isZero();
        assertThat(again.json().at("/vendor_requests").asLong()).isZero();
        assertThat(again.json().at("/manifest/already_existed").asBoolean()).isTrue();
    }

    @Test
    void a_vendor_that_throttles_fails_and_cuts_bodies_changes_no_row() throws Exception {
        Terminal.Outcome unwell = demo("unwell", "--faults",
                "rate_limited=0.1,server_error=0.1,body_cut=0.1,reset=0.05,unavailable=0.05");
        assertThat(unwell.exit()).as(unwell.err()).isZero();
        assertThat(unwell.json().at("/vendor_requests").asLong())
                .isGreaterThan(unwell.json().at("/coverage/captures").asLong());
        assertSameRows(folder.resolve("well/lake"), folder.resolve("unwell/lake"));
    }

    @Test
    void every_stored_row_of_a_recorded_window_is_the_recorded_row() throws Exception {
        Path data = Recorded.data();
        Terminal.Outcome demo = demo("recorded", "--recorded", data.toString());
        assertThat(demo.exit()).as(demo.err()).isZero();
        List<String> files = files(folder.resolve("recorded/lake"));
        assertThat(files).hasSizeGreaterThan(30);
        for (String file : files) {
            String tape = file.endsWith("_trades.parquet") ? "trades" : "quotes";
            String symbol = Path.of(file).getParent().getFileName().toString();
            assertThat(differing(folder.resolve("recorded/lake").resolve(file), data, symbol, tape)).as(file).isZero();
        }
    }

    @Test
    void quotes_are_thinned_when_the_setting_says_so() {
        Terminal.Outcome thinned = demo("thin", "--set", "micro_download.quotes.downsample.by_change_only=true",
                "--set",
                "micro_download.quotes.downsample.max_rate_hz=1");
        assertThat(thinned.exit()).isZero();
        assertThat(thinned.json().at("/coverage/rows").asLong()).isLessThan(well.json().at("/coverage/rows").asLong());
    }

    private static Terminal.Outcome demo(String home, String... more) {
        return Terminal.run(Stream.concat(
                Stream.of("demo", "--json", "--home", folder.resolve(home).toString(), "--set", SMALLER),
                Stream.of(more)).toArray(String[]::new));
    }

    private static List<String> files(Path lake) throws Exception {
        try (Stream<Path> tree = Files.walk(lake)) {
            return tree.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> lake.relativize(file).toString())
                    .sorted().toList();
        }
    }

    /** Rows of a file and rows recorded for its window, in their order, that are not the same in every column. */
    private static long differing(Path file, Path data, String symbol, String tape) throws SQLException {
        String stamps = tape.equals("trades") ? ", epoch_ns(trf_timestamp) as trf_timestamp" : "";
        String others = tape.equals("trades")
                ? "price, size, exchange, conditions, correction, sequence_number, id, tape, trf_id"
                : "bid_price, bid_size, bid_exchange, ask_price, ask_size, ask_exchange, conditions, indicators, "
                        + "sequence_number, tape";
        String bounds = "(select decode(value)::bigint from parquet_kv_metadata('" + file
                + "') where decode(key) = 'microtape.%s')";
        return count("""
                with stored as (
                  select row_number() over () as n, epoch_ns(sip_timestamp) as sip_timestamp,
                    epoch_ns(participant_timestamp) as participant_timestamp %s, %s from '%s'),
                recorded as (
                  select row_number() over (order by src_row) as n, sip_timestamp, participant_timestamp %s, %s
                  from read_parquet('%s/ticks/%s/%s_*.parquet')
                  where sip_timestamp >= %s and sip_timestamp < %s)
                select abs((select count(*) from stored) - (select count(*) from recorded))
                  + (select count(*) from (select * from stored except all select * from recorded))"""
                .formatted(stamps, others, file, tape.equals("trades") ? ", trf_timestamp" : "", others, data, tape,
                        symbol, bounds.formatted("window_from_ns"), bounds.formatted("window_to_ns")));
    }

    private static void assertSameRows(Path one, Path two) throws Exception {
        assertThat(files(one)).isNotEmpty().isEqualTo(files(two));
        for (String file : files(one)) {
            assertThat(count("""
                    with a as (select row_number() over () as n, * from '%s'),
                      b as (select row_number() over () as n, * from '%s')
                    select abs((select count(*) from a) - (select count(*) from b))
                      + (select count(*) from (select * from a except all select * from b))"""
                    .formatted(one.resolve(file), two.resolve(file)))).as(file).isZero();
        }
    }

    private static long count(String sql) throws SQLException {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
