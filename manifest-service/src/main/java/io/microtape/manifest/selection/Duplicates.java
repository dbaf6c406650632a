package io.microtape.manifest.selection;

import io.microtape.manifest.events.EventTable;
import io.microtape.runtime.table.Column;
import java.util.BitSet;
import java.util.List;

/**
 * Of the rows that share symbol, instant and event type, the best is kept: one that an earlier manifest holds, then the
 * highest score (a missing one is lowest), then fewest missing values, then lowest content, column by column, carried
 * columns last: carrying one changes no other. Rows that are equal in all of this are interchangeable, so
 * neither the order of the rows nor of their files can be seen in the result.
 */
final class Duplicates {
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final long ROW = Integer.MAX_VALUE;
    private static final int MOST_BITS = 30;

    private final EventTable events;
    private final Kept kept;
    private final List<double[]> numbers;
    private final List<Column.Strings> labels;
    private final List<Column> carried;
    private final BitSet givenAgain = new BitSet();

    Duplicates(EventTable events, Kept kept) {
        this.events = events;
        this.kept = kept;
        this.numbers = events.numbers();
        this.labels = events.labels();
        this.carried = List.copyOf(events.carried().values());
    }

    /** The best row of each event among {@code rows}. */
    BitSet best(int[] rows) {
        int bits = Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(rows.length) + 1L, 2, MOST_BITS);
        // A hash table with open addressing: each event has one slot, which holds its best row yet, plus one, and above
        // it as much of the hash as there is room for, so that a slot of another event is passed without a look at its row.
        long[] slots = new long[1 << bits];
        for (int row : rows) {
            long hash = hash(row);
            int at = (int) (hash >>> (Long.SIZE - bits));
            while (slots[at] != 0 && !isEvent(slots[at], hash, row)) {
                at = (at + 1) & (slots.length - 1);
            }
            if (slots[at] != 0 && kept.is(row)) {
                givenAgain.set(row);
            }
            if (slots[at] == 0 || isBetter(row, row(slots[at]))) {
                slots[at] = (hash & ~ROW) | (row + 1L);
            }
        }
        var best = new BitSet(events.rows());
        for (long slot : slots) {
            if (slot != 0) {
                best.set(row(slot));
            }
        }
        return best;
    }

    private boolean isEvent(long slot, long hash, int row) {
        return (slot & ~ROW) == (hash & ~ROW) && sameEvent(row(slot), row);
    }

    private static int row(long slot) {
        return (int) ((slot & ROW) - 1);
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
        for (int column = 0; column < numbers.size(); column++) {
            missing += Double.isNaN(numbers.get(column)[row]) ? 1 : 0;
        }
        for (int column = 0; column < labels.size(); column++) {
            missing += labels.get(column).isNull(row) ? 1 : 0;
        }
        return missing;
    }

    private int compareContent(int a, int b) {
        int order = 0;
        for (int column = 0; order == 0 && column < numbers.size(); column++) {
            order = Double.compare(numbers.get(column)[a], numbers.get(column)[b]);
        }
        for (int column = 0; order == 0 && column < labels.size(); column++) {
            order = Integer.compare(labels.get(column).codes()[a], labels.get(column).codes()[b]);
        }
        for (int column = 0; order == 0 && column < carried.size(); column++) {
            order = carried.get(column).compare(a, b);
        }
        return order;
    }
}
