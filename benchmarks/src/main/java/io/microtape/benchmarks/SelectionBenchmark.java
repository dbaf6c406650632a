package io.microtape.benchmarks;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * CPU time of one thread for a whole selection: read a Parquet file of random events, enrich, deduplicate, normalise, all
 * stages. Prints each round and the median of the rounds after the warm-up.
 *
 * <p>
 * Arguments: events (700,000), symbols (2,000), rounds (10). Seed 1.
 */
public final class SelectionBenchmark {
    private static final int WARM_UP = 3;
    private static final long FIRST_MINUTE = 1_664_784_000L;
    private static final int MINUTES = 3 * 365 * 24 * 60;
    private static final String[] TYPES = {"consolidation_break", "flush", "opening_range_break", "volume_spike",
            "vwap_break"};

    private SelectionBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 700_000;
        int symbols = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        Path folder = Files.createTempDirectory("microtape-benchmark");
        Path file = folder.resolve("events.parquet");
        try {
            ParquetTables.write(file, events(rows, symbols), Map.of());
            measure(file, rows, rounds);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static void measure(Path file, int rows, int rounds) {
        Profile profile = Config.load(Optional.empty(), Optional.of("core"),
                List.of("intraday_manifest.require_daily_metrics=false")).profile();
        var calendar = MarketCalendars.usEquities();
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long[] totals = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = clock.getCurrentThreadCpuTime();
            EventTable events = EventReader.read(file.toString());
            long read = clock.getCurrentThreadCpuTime();
            Enrichment enriched = Enrichment.of(events, calendar, DailyBars.NONE, MinuteBars.NONE);
            long enrich = clock.getCurrentThreadCpuTime();
            Selection selection = new Selector(profile).select(events, enriched);
            long end = clock.getCurrentThreadCpuTime();
            totals[round] = end - start;
            System.out.printf(Locale.ROOT, "round %2d  read %4d  enrich %4d  select %4d  total %4d ms, %,d selected%n",
                    round + 1, millis(read - start), millis(enrich - read), millis(end - enrich), millis(end - start),
                    selection.rows().length);
        }
        long[] counted = Arrays.copyOfRange(totals, Math.min(WARM_UP, rounds - 1), rounds);
        Arrays.sort(counted);
        System.out.printf(Locale.ROOT, "%,d events: median %d ms of CPU, one thread%n", rows,
                millis(counted[counted.length / 2]));
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    private static Table events(int rows, int symbols) {
        var random = new SplittableRandom(1);
        String[] names = new String[symbols];
        Arrays.setAll(names, i -> String.format(Locale.ROOT, "S%04d", i));
        long[] timestamps = random.longs(rows, 0, MINUTES)
                .map(minute -> (FIRST_MINUTE + minute * 60) * 1_000_000_000L).toArray();
        double[] price = random.doubles(rows, 2, 190).toArray();
        double[] high = Arrays.stream(price).map(value -> value * 1.01).toArray();
        return new Table.Builder()
                .add("symbol", new Column.Strings(random.ints(rows, 0, symbols).toArray(), names))
                .add("event_type", new Column.Strings(random.ints(rows, 0, TYPES.length).toArray(), TYPES))
                .add("timestamp", Column.Longs.of(Kind.TIMESTAMP_NANOS, timestamps))
                .add("score", Column.Doubles.of(random.doubles(rows, 0, 100).toArray()))
                .add("open", Column.Doubles.of(price)).add("high", Column.Doubles.of(high))
                .add("low", Column.Doubles.of(price)).add("close", Column.Doubles.of(high))
                .add("volume", Column.Doubles.of(random.doubles(rows, 0, 500_000).toArray())).build();
    }
}
