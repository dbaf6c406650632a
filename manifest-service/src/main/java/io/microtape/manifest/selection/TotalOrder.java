package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;

/**
 * The one order of deduplicated events: score descending, {@code rvol_day} descending with the missing last,
 * {@code dollar_volume_bar} descending, instant ascending, symbol ascending, event type ascending. No two events are equal
 * in it.
 */
final class TotalOrder {
    private TotalOrder() {}

    /** These rows in the total order. */
    static int[] sorted(int[] rows, EventTable events, Enrichment enriched, double[] score) {
        int[] sorted = rows.clone();
        RowSort.ascending(sorted, row -> events.eventType().codes()[row]);
        RowSort.ascending(sorted, row -> events.symbol().codes()[row]);
        RowSort.ascending(sorted, row -> events.timestamp()[row]);
        RowSort.descending(sorted, enriched.dollarVolumeBar());
        RowSort.descending(sorted, enriched.rvolDay());
        RowSort.descending(sorted, score);
        return sorted;
    }
}
