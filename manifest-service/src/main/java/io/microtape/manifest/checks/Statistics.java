package io.microtape.manifest.checks;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.model.session.Session;
import io.microtape.runtime.table.Column;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The figures that the checks and the report are about, all of the selected events unless said otherwise.
 *
 * @param windows           distinct (symbol, instant)
 * @param scoreMedian       NaN in an empty manifest
 * @param rvolMedian        of the events that have one; NaN if none has
 * @param bySymbol          busiest first, then by symbol
 * @param missingBarMetrics missing values among score, price, volume, dollar volume and spread of the event minute
 * @param missingDayMetrics events without dollar volume of the day
 * @param missingRvol       events without relative volume of the day
 */
public record Statistics(int events, int windows, double scoreMedian, double rvolMedian, List<SymbolShare> bySymbol,
        SortedMap<String, Tally> bySession, SortedMap<String, Tally> byEventType, int missingBarMetrics,
        int missingDayMetrics, int missingRvol) {
    private static final double PERCENT = 100;

    public static Statistics of(Selection selection) {
        EventTable events = selection.events();
        Enrichment enriched = selection.enriched();
        int[] rows = selection.rows();
        int missingBar = missing(rows, selection.score()) + missing(rows, enriched.vwapMin())
                + missing(rows, enriched.volume()) + missing(rows, enriched.dollarVolumeBar())
                + missing(rows, enriched.spreadProxy());
        return new Statistics(rows.length, windows(events, rows), median(rows, selection.score()),
                median(rows, enriched.rvolDay()), shares(events.symbol(), rows),
                tallies(selection, row -> enriched.session()[row].name()),
                tallies(selection, row -> events.eventType().get(row)), missingBar,
                missing(rows, enriched.dollarVolumeDay()), missing(rows, enriched.rvolDay()));
    }

    /** Percent of the events that the busiest {@code most} symbols hold; NaN in an empty manifest. */
    public double busiestSymbolsPct(int most) {
        return events == 0
                ? Double.NaN
                : bySymbol.stream().limit(most).mapToInt(SymbolShare::events).sum() * PERCENT / events;
    }

    /** Percent of the events in a session; NaN in an empty manifest. */
    public double sessionPct(Session session) {
        if (events == 0) {
            return Double.NaN;
        }
        Tally tally = bySession.get(session.name());
        return tally == null ? 0 : tally.selectedPct();
    }

    static double median(int[] rows, double[] values) {
        double[] sorted = Arrays.stream(rows).mapToDouble(row -> values[row]).filter(value -> !Double.isNaN(value))
                .sorted().toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static int missing(int[] rows, double[] values) {
        return (int) Arrays.stream(rows).filter(row -> Double.isNaN(values[row])).count();
    }

    private record Window(int symbol, long timestamp) {}

    private static int windows(EventTable events, int[] rows) {
        Set<Window> windows = new HashSet<>();
        for (int row : rows) {
            windows.add(new Window(events.symbol().codes()[row], events.timestamp()[row]));
        }
        return windows.size();
    }

    private static List<SymbolShare> shares(Column.Strings symbol, int[] rows) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row : rows) {
            counts.merge(symbol.get(row), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(entry -> new SymbolShare(entry.getKey(), entry.getValue(),
                        entry.getValue() * PERCENT / rows.length))
                .sorted(Comparator.comparingInt(SymbolShare::events).reversed().thenComparing(SymbolShare::symbol))
                .toList();
    }

    private static SortedMap<String, Tally> tallies(Selection selection, IntFunction<String> kind) {
        Map<String, Integer> candidates = counts(selection.candidates(), kind);
        Map<String, Integer> selected = counts(selection.rows(), kind);
        SortedMap<String, Tally> tallies = new TreeMap<>();
        candidates.forEach((name, count) -> {
            int chosen = selected.getOrDefault(name, 0);
            double pct = selection.rows().length == 0 ? 0 : chosen * PERCENT / selection.rows().length;
            tallies.put(name, new Tally(count, chosen, pct));
        });
        return tallies;
    }

    private static Map<String, Integer> counts(int[] rows, IntFunction<String> kind) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row : rows) {
            counts.merge(kind.apply(row), 1, Integer::sum);
        }
        return counts;
    }
}
