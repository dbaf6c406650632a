package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What was selected and what became of the rest: every input row is either in {@code rows} or rejected in
 * {@code decisions}.
 *
 * @param score      the score that selection went by: percentile rank, or raw; NaN for rows that left at stage 0
 * @param candidates the rows that survived stage 0, ascending
 * @param rows       the selected rows in the total order: {@code manifest_rank} is the index plus one
 * @param coverage   the selected rows that are their symbol's best
 */
public record Selection(EventTable events, Enrichment enriched, double[] score, int[] candidates, int[] rows,
        BitSet coverage, Decisions decisions) {
    /** What each stage did. */
    public List<FunnelStep> funnel() {
        return FunnelStep.of(events.rows(), decisions);
    }

    /** How many input rows were another row of an event that was there already. */
    public int duplicates() {
        return (int) Arrays.stream(decisions.rejectedRows())
                .filter(row -> decisions.reason(row).equals(Integrity.DUPLICATE)).count();
    }
}
