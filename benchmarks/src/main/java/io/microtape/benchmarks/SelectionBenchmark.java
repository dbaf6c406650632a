package io.microtape.benchmarks;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.model.id.Sha256;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A whole selection, timed: read events and daily bars, enrich, deduplicate, normalise, all stages. Used by
 * {@code benchmarks/selection/run.py}, which sets it beside its peers.
 *
 * <p>
 * {@code data FOLDER EVENTS SYMBOLS} writes the input; {@code rounds FOLDER ROUNDS} prints a line of JSON: milliseconds
 * of each round, how many events were selected, and a hash of them.
 */
public final class SelectionBenchmark {
    private static final List<String> SETTINGS = List.of("intraday_manifest.max_per_symbol=20",
            "intraday_manifest.max_per_symbol_day=2");

    private SelectionBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        int number = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "data" -> SelectionData.write(folder, number, Integer.parseInt(arguments[3]));
            case "rounds" -> rounds(folder, number);
            default -> throw new IllegalArgumentException("data FOLDER EVENTS SYMBOLS, or rounds FOLDER ROUNDS");
        }
    }

    /** Profile core with caps that leave the quotas something to choose from. */
    public static Profile profile() {
        return Config.load(Optional.empty(), Optional.of("core"), SETTINGS).profile();
    }

    private static void rounds(Path folder, int rounds) {
        Profile profile = profile();
        var calendar = MarketCalendars.usEquities();
        List<Double> millis = new ArrayList<>();
        Selection selection = null;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            EventTable events = EventReader.read(folder.resolve(SelectionData.EVENTS).toString());
            long read = System.nanoTime();
            DailyBars bars = DailyBarsReader.read(folder.resolve(SelectionData.BARS).toString(), calendar,
                    profile.liquidityFilters().ssrHeuristic());
            long barred = System.nanoTime();
            Enrichment enriched = Enrichment.of(events, calendar, bars, MinuteBars.NONE);
            long enrich = System.nanoTime();
            selection = new Selector(profile).select(events, enriched);
            long end = System.nanoTime();
            millis.add((end - start) / 1e6);
            System.out.printf(Locale.ROOT, "round %2d  events %4d  bars %4d  enrich %4d  select %4d  total %4d ms%n",
                    round + 1, (read - start) / 1_000_000, (barred - read) / 1_000_000, (enrich - barred) / 1_000_000,
                    (end - enrich) / 1_000_000, (end - start) / 1_000_000);
        }
        if (selection != null) {
            System.out.println(Json.text(Map.of("millis", millis, "selected", selection.rows().length, "hash",
                    hash(selection))));
        }
    }

    private static String hash(Selection selection) {
        EventTable events = selection.events();
        return Sha256.hex(Arrays.stream(selection.rows())
                .mapToObj(row -> "%s %d %s".formatted(events.symbol().get(row),
                        events.timestamp()[row] / 1_000_000_000L, events.eventType().get(row)))
                .sorted().collect(Collectors.joining("\n")));
    }
}
