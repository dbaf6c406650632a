package io.microtape.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.table.Column;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Prints the processor time that many events take in memory, which other work on the machine disturbs less than the clock. It
 * is for people to read, not for the build to judge.
 */
class SelectionSpeedTest {
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static final int ROWS = 700_000;
    private static final int ROUNDS = 8;
    private static final long FIRST_MINUTE = 1_664_784_000L;

    @Test
    void seven_hundred_thousand_events_are_decided_and_timed() {
        EventTable events = events(new SplittableRandom(1));
        Profile profile = Config.load(Optional.empty(), Optional.of("core"),
                List.of("intraday_manifest.require_daily_metrics=false")).profile();
        var calendar = MarketCalendars.usEquities();
        for (int round = 1; round <= ROUNDS; round++) {
            long start = THREAD.getCurrentThreadCpuTime();
            Enrichment enriched = Enrichment.of(events, calendar, DailyBars.NONE);
            long between = THREAD.getCurrentThreadCpuTime();
            Selection selection = new Selector(profile).select(events, enriched);
            long end = THREAD.getCurrentThreadCpuTime();
            System.out.printf(Locale.ROOT, "round %d, %,d events: enrich %d ms, select %d ms, %,d selected%n", round,
                    ROWS,
                    (between - start) / 1_000_000, (end - between) / 1_000_000, selection.rows().length);
            assertThat(selection.rows()).isNotEmpty();
        }
    }

    private static EventTable events(SplittableRandom random) {
        String[] symbols = IntStream.range(0, 4_000).mapToObj("S%04d"::formatted).toArray(String[]::new);
        String[] types = {"consolidation_break", "flush", "opening_range_break", "volume_spike", "vwap_break"};
        int[] symbol = random.ints(ROWS, 0, symbols.length).toArray();
        int[] type = random.ints(ROWS, 0, types.length).toArray();
        long[] timestamp = random.longs(ROWS, 0, 3L * 365 * 24 * 60)
                .map(minute -> (FIRST_MINUTE + minute * 60) * 1_000_000_000L).toArray();
        double[] price = random.doubles(ROWS, 2, 190).toArray();
        double[] missing = new double[ROWS];
        Arrays.fill(missing, Double.NaN);
        int[] none = new int[ROWS];
        Arrays.fill(none, -1);
        var noText = new Column.Strings(none, new String[0]);
        return new EventTable(List.of(new FileIdentity("memory", "", 0, ROWS)), new int[ROWS],
                IntStream.range(0, ROWS).toArray(), new Column.Strings(symbol, symbols),
                new Column.Strings(type, types),
                timestamp, random.doubles(ROWS, 0, 100).toArray(), price, price, price, price,
                random.doubles(ROWS, 0, 500_000).toArray(), missing, missing, missing, missing, noText, noText, noText,
                noText);
    }
}
