package io.microtape.manifest.checks;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.selection.Selection;
import java.util.Arrays;

/**
 * What the events of a manifest are like. Each figure is of the events that have the value; NaN if none has.
 *
 * @param rvolMedian            median relative volume of the day
 * @param dollarVolumeBarMedian median USD traded in the event minute
 * @param spreadPctMedian       median {@code (high - low) / vwap} of the event minute, percent
 * @param priceMean             mean volume-weighted price of the event minute, USD
 */
public record Typical(double scoreMedian, double rvolMedian, double dollarVolumeBarMedian, double spreadPctMedian,
        double priceMean) {
    private static final double PERCENT = 100;

    static Typical of(Selection selection) {
        Enrichment enriched = selection.enriched();
        int[] rows = selection.rows();
        return new Typical(median(rows, selection.score()), median(rows, enriched.rvolDay()),
                median(rows, enriched.dollarVolumeBar()), median(rows, enriched.spreadProxy()) * PERCENT,
                Arrays.stream(measured(rows, enriched.vwapMin())).average().orElse(Double.NaN));
    }

    static double median(int[] rows, double[] values) {
        double[] sorted = measured(rows, values);
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double[] measured(int[] rows, double[] values) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).filter(value -> !Double.isNaN(value)).toArray();
    }
}
