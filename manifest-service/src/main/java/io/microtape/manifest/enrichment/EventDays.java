package io.microtape.manifest.enrichment;

import io.microtape.manifest.bars.BarRange;
import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DayMetrics;
import io.microtape.manifest.events.EventTable;
import java.util.Arrays;

/** What the daily bars say about the day of each event; NaN and unknown where there is no bar. */
record EventDays(double[] dollarVolume, double[] rvol, byte[] shortSaleRestricted) {

    static EventDays of(EventTable events, int[] epochDay, DailyBars bars) {
        int rows = events.rows();
        byte[] restricted = new byte[rows];
        Arrays.fill(restricted, DayMetrics.UNKNOWN);
        double[] dollarVolume = missing(rows);
        if (!bars.given()) {
            return new EventDays(dollarVolume, dollarVolume, restricted);
        }
        double[] rvol = missing(rows);
        BarRange[] ranges = Arrays.stream(events.symbol().dictionary()).map(bars.ranges()::get)
                .toArray(BarRange[]::new);
        for (int row = 0; row < rows; row++) {
            BarRange range = events.symbol().isNull(row) ? null : ranges[events.symbol().codes()[row]];
            int bar = range == null ? -1 : bars.bar(range, epochDay[row]);
            if (bar >= 0) {
                dollarVolume[row] = bars.dollarVolume()[bar];
                rvol[row] = bars.rvol()[bar];
                restricted[row] = bars.shortSaleRestricted()[bar];
            }
        }
        return new EventDays(dollarVolume, rvol, restricted);
    }

    private static double[] missing(int rows) {
        double[] values = new double[rows];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
