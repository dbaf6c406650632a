package io.microtape.manifest.bars;

import io.microtape.runtime.table.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which bars there are: the usable ones in order of symbol and time, each once. A bar that is there twice is taken once; two
 * different bars of one symbol and time are refused, because no rule could choose between them.
 *
 * @param rows   row numbers of the bars, sorted
 * @param ranges by symbol, where its bars stand in {@code rows}
 */
record BarOrder(int[] rows, Map<String, BarRange> ranges) {
    /** What is asked about the rows that the bars came in. */
    interface Source {
        /** Whether a row is a bar at all. */
        boolean isBar(int row);

        /** Whether two rows of one symbol and time say the same. */
        boolean isSame(int a, int b);

        /** What to throw when they do not. */
        RuntimeException contradiction(int row);
    }

    /** Sorts rows; {@code time} counts days or minutes. */
    static BarOrder of(Column.Strings symbol, int[] time, Source source) {
        int[] ends = new int[symbol.dictionary().length + 1];
        int[] codes = symbol.codes();
        for (int row = 0; row < codes.length; row++) {
            ends[codes[row] + 1] += source.isBar(row) ? 1 : 0;
        }
        for (int code = 1; code < ends.length; code++) {
            ends[code] += ends[code - 1];
        }
        int[] rows = new int[ends[ends.length - 1]];
        int[] next = ends.clone();
        for (int row = 0; row < codes.length; row++) {
            if (source.isBar(row)) {
                rows[next[codes[row]]++] = row;
            }
        }
        Map<String, BarRange> ranges = new HashMap<>();
        int size = 0;
        for (int code = 0; code + 1 < ends.length; code++) {
            sort(rows, ends[code], ends[code + 1], time);
            int from = size;
            size = distinct(rows, ends[code], ends[code + 1], size, time, source);
            if (size > from) {
                ranges.put(symbol.dictionary()[code], new BarRange(from, size));
            }
        }
        return new BarOrder(Arrays.copyOf(rows, size), Map.copyOf(ranges));
    }

    private static void sort(int[] rows, int from, int to, int[] time) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = time[rows[i - 1]] <= time[rows[i]];
        }
        if (!sorted) {
            long[] keys = new long[to - from];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = (long) time[rows[from + i]] << Integer.SIZE | rows[from + i];
            }
            Arrays.sort(keys);
            for (int i = 0; i < keys.length; i++) {
                rows[from + i] = (int) keys[i];
            }
        }
    }

    private static int distinct(int[] rows, int from, int to, int at, int[] time, Source source) {
        int size = at;
        for (int i = from; i < to; i++) {
            if (i == from || time[rows[size - 1]] != time[rows[i]]) {
                rows[size++] = rows[i];
            } else if (!source.isSame(rows[size - 1], rows[i])) {
                throw source.contradiction(rows[i]);
            }
        }
        return size;
    }

    /** The values of the bars, in order; of files that are in order, the array itself. */
    double[] pick(double[] values) {
        if (isInOrder(values.length)) {
            return values;
        }
        double[] picked = new double[rows.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    /** The values of the bars, in order; of files that are in order, the array itself. */
    int[] pick(int[] values) {
        if (isInOrder(values.length)) {
            return values;
        }
        int[] picked = new int[rows.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    private boolean isInOrder(int all) {
        boolean inOrder = all == rows.length;
        for (int i = 0; inOrder && i < all; i++) {
            inOrder = rows[i] == i;
        }
        return inOrder;
    }
}
