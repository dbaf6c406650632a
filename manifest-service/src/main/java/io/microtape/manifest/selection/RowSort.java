package io.microtape.manifest.selection;

import java.util.Arrays;

/**
 * Stable sorting of row numbers by 64-bit keys, in time linear in the rows (least-significant-digit radix sort). To sort by
 * several keys, sort by the least significant one first.
 */
public final class RowSort {
    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int MASK = BUCKETS - 1;

    private RowSort() {}

    /** The key of a row. */
    @FunctionalInterface
    public interface Key {
        long of(int row);
    }

    /** Sorts {@code rows} by ascending key, keeping the order of rows with equal keys. */
    public static void ascending(int[] rows, Key key) {
        int n = rows.length;
        long[] keys = new long[n];
        long least = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            keys[i] = key.of(rows[i]);
            least = Math.min(least, keys[i]);
        }
        long spread = 0;
        for (int i = 0; i < n; i++) {
            // From the least key on, the keys need no more digits than their spread; as unsigned numbers none overflows.
            // Their common trailing zeros need none either: whole minutes in nanoseconds have eleven.
            keys[i] -= least;
            spread |= keys[i];
        }
        int[] rowsTo = new int[n];
        long[] keysTo = new long[n];
        int[] rowsFrom = rows;
        boolean elsewhere = false;
        for (int shift = Long.numberOfTrailingZeros(spread); shift < Long.SIZE
                && spread >>> shift != 0; shift += DIGIT_BITS) {
            int[] ends = starts(keys, shift);
            for (int i = 0; i < n; i++) {
                int at = ends[(int) (keys[i] >>> shift) & MASK]++;
                rowsTo[at] = rowsFrom[i];
                keysTo[at] = keys[i];
            }
            int[] swappedRows = rowsFrom;
            rowsFrom = rowsTo;
            rowsTo = swappedRows;
            long[] swappedKeys = keys;
            keys = keysTo;
            keysTo = swappedKeys;
            elsewhere = !elsewhere;
        }
        if (elsewhere) {
            System.arraycopy(rowsFrom, 0, rows, 0, n);
        }
    }

    /** Sorts by ascending number; NaN comes last. Zero has one sign here. */
    public static void ascending(int[] rows, double[] numbers) {
        ascending(rows, row -> sortable(numbers[row]));
    }

    /** Sorts by descending number; NaN comes last. */
    public static void descending(int[] rows, double[] numbers) {
        ascending(rows, row -> Double.isNaN(numbers[row]) ? Long.MAX_VALUE : ~sortable(numbers[row]));
    }

    /** All rows, in order. */
    public static int[] allRows(int rows) {
        int[] all = new int[rows];
        Arrays.setAll(all, row -> row);
        return all;
    }

    private static int[] starts(long[] keys, int shift) {
        int[] counts = new int[BUCKETS];
        for (long key : keys) {
            counts[(int) (key >>> shift) & MASK]++;
        }
        int start = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int count = counts[bucket];
            counts[bucket] = start;
            start += count;
        }
        return counts;
    }

    /** The IEEE 754 bits, with the negative half turned round, order as the numbers do. */
    private static long sortable(double number) {
        long bits = Double.doubleToLongBits(number);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
