package io.microtape.manifest.selection;

import io.microtape.manifest.events.EventTable;
import io.microtape.runtime.table.Column;
import java.util.BitSet;

/**
<<<<<<< HEAD
 * Of the rows that share symbol, instant and event type, the best stays: one that an earlier manifest holds, then highest score (a missing one is lowest), then
 * fewest missing values, then lowest content, column by column. Rows that are equal in all of this are interchangeable, so
=======
 * Of the rows that share symbol, instant and event type, the best is kept: highest score (a missing one is lowest), then
 * fewest missing values, then lowest content, column by column, carried columns last: carrying one changes no other. Rows that are equal in all of this are interchangeable, so
>>>>>>> input
 * neither the order of the rows nor of their files can be seen in the result.
 */
final class Duplicates {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final EventTable events;
    private final Kept kept;
    private final BitSet givenAgain = new BitSet();

    Duplicates(EventTable events, Kept kept) {
        this.events = events;
        this.kept = kept;
    }

    /** The best row of each event among {@code rows}. */
    BitSet best(int[] rows) {
        int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(rows.length) + 1);
        // A hash table with open addressing: each event has one slot, which holds its best row yet, plus one.
        int[] slots = new int[1 << bits];
        for (int row : rows) {
            int at = (int) (hash(row) >>> (Long.SIZE - bits));
            while (slots[at] != 0 && !sameEvent(slots[at] - 1, row)) {
                at = (at + 1) & (slots.length - 1);
            }
            if (slots[at] != 0 && kept.is(row)) {
                givenAgain.set(row);
            }
            if (slots[at] == 0 || isBetter(row, slots[at] - 1)) {
                slots[at] = row + 1;
            }
        }
        var best = new BitSet(events.rows());
        for (int slot : slots) {
            if (slot != 0) {
                best.set(slot - 1);
            }
        }
        return best;
    }

    /** The kept rows whose event is among the input too: known after {@link #best}. */
    BitSet givenAgain() {
        return givenAgain;
    }

    private long hash(int row) {
        return (events.timestamp()[row] * MIX + symbolAndType(row)) * MIX;
    }

    private long symbolAndType(int row) {
        return (long) events.symbol().codes()[row] * events.eventType().dictionary().length
                + events.eventType().codes()[row];
    }

    private boolean sameEvent(int a, int b) {
        return events.timestamp()[a] == events.timestamp()[b] && symbolAndType(a) == symbolAndType(b);
    }

    private boolean isBetter(int a, int b) {
        if (kept.is(a) != kept.is(b)) {
            return kept.is(a);
        }
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
