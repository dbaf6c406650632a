package io.microtape.manifest.selection;

import io.microtape.manifest.events.EventTable;
import io.microtape.runtime.table.Column;
import java.util.BitSet;

/**
 * Of the rows that share symbol, instant and event type, the best is kept: highest score (a missing one is lowest), then
 * fewest missing values, then lowest content, column by column, carried columns last: carrying one changes no other. Rows that are equal in all of this are interchangeable, so
 * neither the order of the rows nor of their files can be seen in the result.
 */
final class Duplicates {
    private final EventTable events;

    Duplicates(EventTable events) {
        this.events = events;
    }

    /** The best row of each event among {@code rows}. */
    BitSet best(int[] rows) {
        int[] sorted = rows.clone();
        RowSort.ascending(sorted, row -> events.timestamp()[row]);
        RowSort.ascending(sorted, this::symbolAndType);
        var best = new BitSet(events.rows());
        for (int i = 0; i < sorted.length;) {
            int kept = sorted[i];
            int first = kept;
            for (i++; i < sorted.length && sameEvent(first, sorted[i]); i++) {
                kept = isBetter(sorted[i], kept) ? sorted[i] : kept;
            }
            best.set(kept);
        }
        return best;
    }

    private long symbolAndType(int row) {
        return (long) events.symbol().codes()[row] * events.eventType().dictionary().length
                + events.eventType().codes()[row];
    }

    private boolean sameEvent(int a, int b) {
        return events.timestamp()[a] == events.timestamp()[b] && symbolAndType(a) == symbolAndType(b);
    }

    private boolean isBetter(int a, int b) {
        int order = compareScores(events.score()[a], events.score()[b]);
        if (order == 0) {
            order = Integer.compare(missing(a), missing(b));
        }
        return (order == 0 ? compareContent(a, b) : order) < 0;
    }

    private static int compareScores(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        }
        return Double.compare(b, a);
    }

    private int missing(int row) {
        int missing = 0;
        for (double[] numbers : events.numbers()) {
            missing += Double.isNaN(numbers[row]) ? 1 : 0;
        }
        for (Column.Strings labels : events.labels()) {
            missing += labels.isNull(row) ? 1 : 0;
        }
        return missing;
    }

    private int compareContent(int a, int b) {
        for (double[] numbers : events.numbers()) {
            int order = Double.compare(numbers[a], numbers[b]);
            if (order != 0) {
                return order;
            }
        }
        for (Column.Strings labels : events.labels()) {
            int order = Integer.compare(labels.codes()[a], labels.codes()[b]);
            if (order != 0) {
                return order;
            }
        }
        for (Column carried : events.carried().values()) {
            int order = carried.compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
