package io.microtape.manifest.checks;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.model.session.Session;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The figures that the checks and the report are about, all of the selected events unless said otherwise.
 *
 * @param windows     distinct (symbol, instant)
 * @param bySymbol    busiest first, then by symbol
 * @param bySession   each session that a candidate is in
 * @param byEventType each event type that a candidate has
 * @param byMonth     each New York month that a candidate is in, as {@code 2024-01}
 * @param byDay       New York dates with an event, busiest first, then by date
 */
public record Statistics(int events, int windows, Typical typical, Missing missing, List<SymbolShare> bySymbol,
        SortedMap<String, Tally> bySession, SortedMap<String, Tally> byEventType, SortedMap<String, Tally> byMonth,
        List<DayShare> byDay) {
    public static Statistics of(Selection selection) {
        EventTable events = selection.events();
        Enrichment enriched = selection.enriched();
        int[] rows = selection.rows();
        return new Statistics(rows.length, windows(events, rows), Typical.of(selection), Missing.of(selection),
                symbolShares(events, rows), Tallies.of(selection, row -> enriched.session()[row].name()),
                Tallies.of(selection, row -> events.eventType().get(row)),
                Tallies.of(selection,
                        row -> YearMonth.from(LocalDate.ofEpochDay(enriched.epochDay()[row])).toString()),
                days(enriched, rows));
    }

    /** Percent of the events that the busiest {@code most} symbols hold; NaN in an empty manifest. */
    public double busiestSymbolsPct(int most) {
        return events == 0
                ? Double.NaN
                : Tallies.percent(bySymbol.stream().limit(most).mapToInt(SymbolShare::events).sum(), events);
    }

    /** Percent of the events in a session; NaN in an empty manifest. */
    public double sessionPct(Session session) {
        if (events == 0) {
            return Double.NaN;
        }
        Tally tally = bySession.get(session.name());
        return tally == null ? 0 : tally.selectedPct();
    }

    /** New York months in which an event was selected. */
    public int monthsCovered() {
        return (int) byMonth.values().stream().filter(month -> month.selected() > 0).count();
    }

    private record Window(int symbol, long timestamp) {}

    private static int windows(EventTable events, int[] rows) {
        Set<Window> windows = new HashSet<>();
        for (int row : rows) {
            windows.add(new Window(events.symbol().codes()[row], events.timestamp()[row]));
        }
        return windows.size();
    }

    /** The symbols of some rows, busiest first, then by symbol. */
    public static List<SymbolShare> symbolShares(EventTable events, int[] rows) {
        return Tallies.counts(rows, row -> events.symbol().get(row)).entrySet().stream()
                .map(entry -> new SymbolShare(entry.getKey(), entry.getValue(),
                        Tallies.percent(entry.getValue(), rows.length)))
                .sorted(Comparator.comparingInt(SymbolShare::events).reversed().thenComparing(SymbolShare::symbol))
                .toList();
    }

    private static List<DayShare> days(Enrichment enriched, int[] rows) {
        return Tallies.counts(rows, row -> enriched.epochDay()[row]).entrySet().stream()
                .map(entry -> new DayShare(LocalDate.ofEpochDay(entry.getKey()), entry.getValue(),
                        Tallies.percent(entry.getValue(), rows.length)))
                .sorted(Comparator.comparingInt(DayShare::events).reversed().thenComparing(DayShare::date)).toList();
    }
}
