package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the three profiles keep of recorded quotes, against an independent computation in SQL on the full tapes that were
 * stored beside the thinned ones. One window a symbol and day, nearly the whole day long.
 */
class ThinningTest {
    @TempDir
    Path folder;

    @Test
    void core_keeps_the_changes_among_five_states_a_second() throws Exception {
        assertThinned("core", true, 5);
    }

    @Test
    void plus_keeps_twenty_states_a_second() throws Exception {
        assertThinned("plus", false, 20);
    }

    @Test
    void premium_keeps_fifty_states_a_second() throws Exception {
        assertThinned("premium", false, 50);
    }

    private void assertThinned(String profile, boolean byChangeOnly, int maxRateHz) throws Exception {
        Path data = Recorded.data();
        Terminal.Outcome demo = Terminal.run("demo", "--json", "--home", folder.toString(), "--recorded",
                data.toString(), "--set", "intraday_manifest.max_per_symbol_day=1", "--set",
                "event_tape_window_before_minutes=390", "--set", "event_tape_window_after_minutes=390", "--set",
                "micro_download.trades.enabled=false", "--set", "micro_download.quotes.keep_raw=true", "--set",
                "micro_download.quotes.downsample={by_change_only: %s, max_rate_hz: %d}".formatted(byChangeOnly,
                        maxRateHz));
        assertThat(demo.exit()).as(demo.err()).isZero();
        List<Path> full = full(folder.resolve("lake"));
        assertThat(full).hasSizeGreaterThan(4);
        long received = 0;
        long kept = 0;
        long bytes = 0;
        for (Path file : full) {
            Path thinned = Path.of(file.toString().replace("_full.parquet", ".parquet"));
            List<Long> counts = counts(expected(file, byChangeOnly, maxRateHz), thinned);
            assertThat(counts.get(2)).as(file.toString()).isZero();
            assertThat(counts.get(1)).as(file.toString()).isEqualTo(counts.get(0)).isPositive();
            received += counts.get(3);
            kept += counts.get(1);
            bytes += Files.size(thinned);
        }
        String line = String.format(Locale.ROOT, "| %s | %s, at most %d a second | %,d | %,d (%.1f %%) | %.1f MB |",
                profile,
                byChangeOnly ? "changes only" : "all", maxRateHz, received, kept, 100.0 * kept / received, bytes / 1e6);
        assertThat(Files.readString(Path.of("../docs/capture.md"))).contains(line);
    }

    /** The rule in words of SQL: the last row of each slot, and the first of all; then those that differ from the one before. */
    private static String expected(Path full, boolean byChangeOnly, int rate) {
        return """
                with tape as (select row_number() over () as n, epoch_ns(sip_timestamp) as stamp, * from '%s'),
                  slots as (select *, (stamp - stamp %% 1000000000) / 1000000000 * %2$d
                    + floor((stamp %% 1000000000) * %2$d / 1000000000) as slot from tape),
                  states as (select * from slots
                    where n = 1 or n in (select max(n) from slots group by slot)),
                  compared as (select *,
                    n > (select min(n) from states)
                      and bid_price is not distinct from lag(bid_price) over w
                      and bid_size is not distinct from lag(bid_size) over w
                      and ask_price is not distinct from lag(ask_price) over w
                      and ask_size is not distinct from lag(ask_size) over w as same
                    from states window w as (order by n))
                select row_number() over (order by n) as place, * exclude (n, stamp, slot, same) from compared
                where not (%3$s and same)"""
                .formatted(full, rate, byChangeOnly);
    }

    /** Rows expected, rows found, rows that are not the same in place and every column, rows of the full tape. */
    private static List<Long> counts(String expected, Path thinned) throws Exception {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet row = statement.executeQuery("""
                        with expected as (%s),
                          found as (select row_number() over () as place, * from '%s')
                        select (select count(*) from expected), (select count(*) from found),
                          (select count(*) from (select * from expected except all select * from found)),
                          (select count(*) from '%s')""".formatted(expected, thinned,
                        thinned.toString().replace(".parquet", "_full.parquet")))) {
            assertThat(row.next()).isTrue();
            List<Long> counts = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                counts.add(row.getLong(i));
            }
            return counts;
        }
    }

    private static List<Path> full(Path lake) throws Exception {
        try (Stream<Path> tree = Files.walk(lake)) {
            return tree.filter(file -> file.toString().endsWith("_full.parquet")).sorted().toList();
        }
    }
}
