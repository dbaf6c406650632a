package io.microtape.manifest.checks;

import io.microtape.manifest.bars.DayMetrics;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.selection.Selection;
import java.util.Arrays;

/**
 * What the selected events lack.
 *
 * @param barMetrics           missing values among score, price, volume, dollar volume and spread of the event minute
 * @param dayMetrics           events without dollar volume of the day
 * @param rvol                 events without relative volume of the day
 * @param shortSaleRestriction events of which nobody knows whether their day was under the short sale restriction
 */
public record Missing(int barMetrics, int dayMetrics, int rvol, int shortSaleRestriction) {
    static Missing of(Selection selection) {
        Enrichment enriched = selection.enriched();
        int[] rows = selection.rows();
        int bar = missing(rows, selection.score()) + missing(rows, enriched.vwapMin())
                + missing(rows, enriched.volume()) + missing(rows, enriched.dollarVolumeBar())
                + missing(rows, enriched.spreadProxy());
        int restriction = (int) Arrays.stream(rows)
                .filter(row -> enriched.shortSaleRestricted()[row] == DayMetrics.UNKNOWN).count();
        return new Missing(bar, missing(rows, enriched.dollarVolumeDay()), missing(rows, enriched.rvolDay()),
                restriction);
    }

    private static int missing(int[] rows, double[] values) {
        return (int) Arrays.stream(rows).filter(row -> Double.isNaN(values[row])).count();
    }
}
