package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Balance.Choice;
import io.microtape.model.session.Session;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What was selected and what became of the rest: every input row is either in {@link #rows} or rejected in
 * {@link #decisions}. Arrays are shared, not copied: treat them as read-only.
 */
public final class Selection {
    private final EventTable events;
    private final Enrichment enriched;
    private final double[] score;
    private final int[] rows;
    private final Stages stages;
    private int[] rejected;

    Selection(EventTable events, Enrichment enriched, double[] score, int[] rows, Stages stages) {
        this.events = events;
        this.enriched = enriched;
        this.score = score;
        this.rows = rows;
        this.stages = stages;
    }

    /** What the stages left behind, for those who ask how it came about. */
    record Stages(Kept kept, Screening screening, DiversityCaps caps, Balance balance, Relaxed relaxed,
            Choice choice) {
        /** What other thresholds and caps would have left to choose from, with the events that were relaxed. */
        Trial trial() {
            return new Trial(screening, caps, Rows.where(relaxed.pool(), row -> relaxed.step(row) > 0));
        }
    }

    public EventTable events() {
        return events;
    }

    public Enrichment enriched() {
        return enriched;
    }

    /** The score that selection went by: percentile rank, or raw; NaN for rows that left at stage 0. */
    public double[] score() {
        return score;
    }

    /** The rows that survived stage 0, ascending. */
    public int[] candidates() {
        return stages.screening.candidates();
    }

    /** The selected rows in the total order: {@code manifest_rank} is the index plus one. */
    public int[] rows() {
        return rows;
    }

    /** The rows that are their symbol's best. */
    public BitSet coverage() {
        return stages.choice.coverage();
    }

    /** Whether an earlier manifest held the row, which therefore stayed. */
    public boolean isKept(int row) {
        return stages.kept.is(row);
    }

    /** The step of relaxation that admitted a selected row, from 1; 0 if it passed the thresholds as they are. */
    public int relaxationStep(int row) {
        return isKept(row) ? stages.kept.step()[row - stages.kept.from()] : stages.relaxed.step(row);
    }

    /** Whether the share of a session is within its quota's band. */
    public boolean bandHolds(Session session) {
        int s = QuotaAllocation.SESSIONS.indexOf(session);
        return stages.balance.allocation().holds(s, stages.choice.counts()[s], rows.length);
    }

    public Decisions decisions() {
        return stages.screening.decisions();
    }

    /** What each stage did. */
    public List<FunnelStep> funnel() {
        return FunnelStep.of(events.rows(), decisions());
    }

    /** The rejected rows by symbol, instant, type, reason, score and place in the input: sorted when first asked for. */
    public int[] rejected() {
        if (rejected == null) {
            // They come in the order of files and of rows in them, which stays where all else is equal.
            rejected = decisions().rejectedRows();
            RowSort.ascending(rejected, events.score());
            RowSort.ascending(rejected, row -> ((long) events.eventType().codes()[row] << Integer.SIZE)
                    | decisions().reasonCode(row));
            RowSort.ascending(rejected, row -> events.timestamp()[row]);
            RowSort.ascending(rejected, row -> events.symbol().codes()[row]);
        }
        return rejected;
    }

    /** How many input rows were another row of an event that was there already. */
    public int duplicates() {
        return (int) Arrays.stream(decisions().rejectedRows())
                .filter(row -> decisions().reason(row).equals(Integrity.DUPLICATE)).count();
    }

    Stages stages() {
        return stages;
    }
}
