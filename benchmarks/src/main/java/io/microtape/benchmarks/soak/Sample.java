package io.microtape.benchmarks.soak;

import java.util.Locale;
import java.util.Map;

/**
 * What was measured at one moment.
 *
 * @param hours    since the process began
 * @param captures in the ledger
 */
record Sample(double hours, long captures, Map<Measure, Double> values) {
    static final String HEADER = header();

    double of(Measure measure) {
        return values.get(measure);
    }

    Trend.Point point(Measure measure) {
        return new Trend.Point(hours, of(measure));
    }

    /** One line of CSV. */
    String line() {
        var line = new StringBuilder("%.5f,%d".formatted(hours, captures));
        for (Measure measure : Measure.values()) {
            line.append(",%.3f".formatted(of(measure)));
        }
        return line.toString();
    }

    private static String header() {
        var header = new StringBuilder("hours,captures");
        for (Measure measure : Measure.values()) {
            header.append(',').append(measure.name().toLowerCase(Locale.ROOT));
        }
        return header.toString();
    }
}
