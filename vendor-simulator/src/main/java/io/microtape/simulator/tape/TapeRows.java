package io.microtape.simulator.tape;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;

/**
 * Rows {@code from <= row < to} of a tape held as columns, oldest first. A view: nothing is copied. Its column
 * {@code sip_timestamp} has a value in every row and never falls; rows that share a nanosecond keep their order.
 */
public record TapeRows(Table table, int from, int to) {
    public static final String SIP_TIMESTAMP = "sip_timestamp";

    public static TapeRows of(Table table) {
        return new TapeRows(table, 0, table.rows());
    }

    public int size() {
        return to - from;
    }

    /** Epoch nanoseconds of a row, counted in the table. */
    public long sip(int row) {
        return sips()[row];
    }

    /** Those of these rows whose SIP stamps lie in the range. */
    public TapeRows in(TimeRange range) {
        int first = firstAtOrAfter(range.from());
        return new TapeRows(table, first, Math.max(first, firstAtOrAfter(range.to())));
    }

    /** These rows without the first {@code count} that a reader in this order meets. */
    public TapeRows without(int count, Order order) {
        int gone = Math.min(count, size());
        return order == Order.ASC ? new TapeRows(table, from + gone, to) : new TapeRows(table, from, to - gone);
    }

    /** The first {@code count} of these rows that a reader in this order meets. */
    public TapeRows first(int count, Order order) {
        int kept = Math.min(count, size());
        return order == Order.ASC ? new TapeRows(table, from, from + kept) : new TapeRows(table, to - kept, to);
    }

    private int firstAtOrAfter(long nanos) {
        long[] sips = sips();
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sips[middle] < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long[] sips() {
        return ((Column.Longs) table.column(SIP_TIMESTAMP).orElseThrow()).values();
    }
}
