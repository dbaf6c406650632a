package io.microtape.simulator.synthetic;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import java.util.Arrays;

/** Columns being filled row by row; a row that is not set is null. */
final class Cells {
    private static final int[] NONE = {};

    private Cells() {}

    /** Whole numbers. */
    static final class Whole {
        final long[] values;
        private final boolean[] valid;

        Whole(int rows) {
            values = new long[rows];
            valid = new boolean[rows];
        }

        void set(int row, long value) {
            values[row] = value;
            valid[row] = true;
        }

        Column column(Kind kind) {
            return new Column.Longs(kind, values, valid);
        }
    }

    /** Lists, one row after the other. */
    static final class Lists {
        private final int[] offsets;
        private final boolean[] valid;
        private int[] values = new int[64];
        private int[] last = NONE;

        Lists(int rows) {
            offsets = new int[rows + 1];
            valid = new boolean[rows];
        }

        /** The list of a row; an empty one leaves the row null, as the vendor has no key for it. */
        void set(int row, int... list) {
            int size = offsets[row];
            if (size + list.length > values.length) {
                values = Arrays.copyOf(values, values.length * 2);
            }
            System.arraycopy(list, 0, values, size, list.length);
            offsets[row + 1] = size + list.length;
            valid[row] = list.length > 0;
            last = list;
        }

        void repeat(int row) {
            set(row, last);
        }

        Column column() {
            return new Column.IntLists(offsets, Arrays.copyOf(values, offsets[valid.length]), valid);
        }
    }
}
