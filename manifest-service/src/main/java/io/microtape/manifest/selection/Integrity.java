package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.Timestamps;
import io.microtape.model.profile.Period;
import io.microtape.model.session.Session;
import io.microtape.runtime.table.Column;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Stage 0. An event is {@code unparseable} without a usable symbol, instant or type; a {@code duplicate} if a better row of
 * the same symbol, instant and type exists; {@code session_closed} if nothing trades at its instant;
 * {@code outside_period} if its New York date is not in the configured period.
 */
final class Integrity {
    static final Reason UNPARSEABLE = new Reason(Stage.INTEGRITY, "unparseable");
    static final Reason DUPLICATE = new Reason(Stage.INTEGRITY, "duplicate");
    static final Reason SESSION_CLOSED = new Reason(Stage.INTEGRITY, "session_closed");
    static final Reason OUTSIDE_PERIOD = new Reason(Stage.INTEGRITY, "outside_period");

    /** A symbol becomes part of file names and URL paths, so nothing else may stand in it. */
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.^+=_-]{0,31}");

    private final EventTable events;
    private final Enrichment enriched;
    private final Period period;
    private final Kept kept;
    private final Decisions decisions;
    private final Duplicates duplicates;

    Integrity(EventTable events, Enrichment enriched, Period period, Kept kept, Decisions decisions) {
        this.events = events;
        this.enriched = enriched;
        this.period = period;
        this.kept = kept;
        this.decisions = decisions;
        this.duplicates = new Duplicates(events, kept);
    }

    /**
     * Those of the survivors whose scores are compared: an earlier manifest's events only as far as the input has them too,
     * or its best would crowd the others out.
     */
    int[] ranked(int[] survivors) {
        return Rows.where(survivors, row -> !kept.is(row) || duplicates.givenAgain().get(row));
    }

    /** The rows that survive. */
    int[] survivors() {
        BitSet symbols = usable(events.symbol(), text -> SYMBOL.matcher(text).matches());
        BitSet types = usable(events.eventType(), text -> !text.isBlank());
        int[] rows = keep(RowSort.allRows(events.rows()), UNPARSEABLE,
                row -> !events.symbol().isNull(row) && symbols.get(events.symbol().codes()[row])
                        && !events.eventType().isNull(row) && types.get(events.eventType().codes()[row])
                        && events.timestamp()[row] != Timestamps.MISSING);
        rows = keep(rows, DUPLICATE, duplicates.best(rows)::get);
        rows = keep(rows, SESSION_CLOSED, row -> enriched.session()[row] != Session.CLOSED || kept.is(row));
        long first = period.first().toEpochDay();
        long last = period.last().toEpochDay();
        return keep(rows, OUTSIDE_PERIOD,
                row -> (enriched.epochDay()[row] >= first && enriched.epochDay()[row] <= last) || kept.is(row));
    }

    private int[] keep(int[] rows, Reason otherwise, IntPredicate condition) {
        int[] kept = new int[rows.length];
        int size = 0;
        for (int row : rows) {
            if (condition.test(row)) {
                kept[size++] = row;
            } else {
                decisions.reject(row, otherwise, Double.NaN, Double.NaN);
            }
        }
        return Arrays.copyOf(kept, size);
    }

    private static BitSet usable(Column.Strings texts, Predicate<String> condition) {
        var usable = new BitSet();
        for (int code = 0; code < texts.dictionary().length; code++) {
            usable.set(code, condition.test(texts.dictionary()[code]));
        }
        return usable;
    }
}
