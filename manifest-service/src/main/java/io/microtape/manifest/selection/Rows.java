package io.microtape.manifest.selection;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Sets of row numbers. */
final class Rows {
    private Rows() {}

    /** One list after the other. */
    static int[] joined(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /** Those of {@code rows} that fulfil a condition, in the same order. */
    static int[] where(int[] rows, IntPredicate condition) {
        int[] kept = new int[rows.length];
        int size = 0;
        for (int row : rows) {
            if (condition.test(row)) {
                kept[size++] = row;
            }
        }
        return Arrays.copyOf(kept, size);
    }
}
