package io.microtape.manifest.checks;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The figures of a manifest that is within every limit of the core profile, and what a test makes of them. */
final class SoundManifest {
    private int events = 9_000;
    private int symbols = 500;
    private double busiestPct = 0.2;
    private int months = 36;
    private double dayPct = 1;
    private Typical typical = new Typical(0.8, 3, 200_000, 2, 20);
    private Missing missing = new Missing(0, 0, 0, 0);
    private SortedMap<String, Tally> sessions = shares("PM", 15, "RTH", 80, "AH", 5);
    private SortedMap<String, Tally> types = shares("flush", 40, "vwap_break", 40, "volume_spike", 20);

    SoundManifest events(int changed) {
        events = changed;
        return this;
    }

    SoundManifest symbols(int changed) {
        symbols = changed;
        return this;
    }

    /** Percent of the events that each of the busiest twenty symbols holds. */
    SoundManifest eachBusySymbol(double pct) {
        busiestPct = pct;
        return this;
    }

    SoundManifest months(int changed) {
        months = changed;
        return this;
    }

    SoundManifest busiestDay(double pct) {
        dayPct = pct;
        return this;
    }

    SoundManifest typical(Typical changed) {
        typical = changed;
        return this;
    }

    SoundManifest missing(Missing changed) {
        missing = changed;
        return this;
    }

    SoundManifest sessions(double pm, double rth, double ah) {
        sessions = shares("PM", pm, "RTH", rth, "AH", ah);
        return this;
    }

    SoundManifest types(Object... nameAndPct) {
        types = shares(nameAndPct);
        return this;
    }

    Statistics statistics() {
        List<SymbolShare> shares = IntStream.range(0, symbols)
                .mapToObj(symbol -> new SymbolShare("S" + symbol, (int) Math.round(events * busiestPct / 100),
                        busiestPct))
                .toList();
        var byMonth = new TreeMap<String, Tally>();
        IntStream.range(0, months).forEach(month -> byMonth.put("M" + month, new Tally(2, 1, 1, 1)));
        byMonth.put("without a selected event", new Tally(2, 1, 0, 0));
        return new Statistics(events, events, typical, missing, shares, sessions, types, byMonth,
                List.of(new DayShare(LocalDate.of(2024, 3, 8), 1, dayPct)));
    }

    private static SortedMap<String, Tally> shares(Object... nameAndPct) {
        var shares = new TreeMap<String, Tally>();
        for (int i = 0; i < nameAndPct.length; i += 2) {
            shares.put((String) nameAndPct[i], new Tally(1, 1, 1, ((Number) nameAndPct[i + 1]).doubleValue()));
        }
        return shares;
    }
}
