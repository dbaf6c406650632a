package io.microtape.runtime.table;

import java.util.Arrays;

/**
 * One column of a {@link Table} as primitive arrays. A row is null where {@code valid} is false; its value slot then
 * holds the type's neutral value (0, NaN, code -1). Arrays are shared, not copied: treat them as read-only.
 */
public sealed interface Column {
    int rows();

    boolean isNull(int row);

    /** Orders two rows by what they hold: null first, then numbers by size, text and lists element by element. */
    default int compare(int a, int b) {
        if (isNull(a) || isNull(b)) {
            return Boolean.compare(!isNull(a), !isNull(b));
        }
        return switch (this) {
            case Longs longs -> Long.compare(longs.values[a], longs.values[b]);
            case Doubles doubles -> Double.compare(doubles.values[a], doubles.values[b]);
            case Booleans booleans -> Boolean.compare(booleans.values[a], booleans.values[b]);
            case Strings strings -> strings.get(a).compareTo(strings.get(b));
            case IntLists lists -> Arrays.compare(lists.values, lists.offsets[a], lists.offsets[a + 1], lists.values,
                    lists.offsets[b], lists.offsets[b + 1]);
        };
    }

    /** Whole numbers, and what is stored as such. */
    record Longs(Kind kind, long[] values, boolean[] valid) implements Column {
        /** What the numbers mean. */
        public enum Kind {
            INT64,
            INT32,
            /** Epoch nanoseconds, UTC. */
            TIMESTAMP_NANOS,
            /** Days since 1970-01-01. */
            DATE
        }

        public static Longs of(Kind kind, long... values) {
            return new Longs(kind, values, allValid(values.length));
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isNull(int row) {
            return !valid[row];
        }
    }

    /** Floating-point numbers; a null is NaN in {@code values} too. */
    record Doubles(double[] values, boolean[] valid) implements Column {
        public static Doubles of(double... values) {
            return new Doubles(values, allValid(values.length));
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isNull(int row) {
            return !valid[row];
        }
    }

    /** Truth values. */
    record Booleans(boolean[] values, boolean[] valid) implements Column {
        public static Booleans of(boolean... values) {
            return new Booleans(values, allValid(values.length));
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isNull(int row) {
            return !valid[row];
        }
    }

    /** Text as codes into a dictionary of distinct values; a null row has code -1. */
    record Strings(int[] codes, String[] dictionary) implements Column {
        /** Text from one string a row, null where there is none. */
        public static Strings of(String... rows) {
            var dictionary = new StringDictionary();
            int[] codes = new int[rows.length];
            for (int row = 0; row < rows.length; row++) {
                codes[row] = rows[row] == null ? -1 : dictionary.code(rows[row]);
            }
            return new Strings(codes, dictionary.values());
        }

        /** The text of a row, or null. */
        public String get(int row) {
            return codes[row] < 0 ? null : dictionary[codes[row]];
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public boolean isNull(int row) {
            return codes[row] < 0;
        }
    }

    /** Lists of 32-bit numbers: row r holds {@code values[offsets[r]]} up to, not including, {@code offsets[r + 1]}. */
    record IntLists(int[] offsets, int[] values, boolean[] valid) implements Column {
        @Override
        public int rows() {
            return valid.length;
        }

        @Override
        public boolean isNull(int row) {
            return !valid[row];
        }
    }

    private static boolean[] allValid(int rows) {
        boolean[] valid = new boolean[rows];
        Arrays.fill(valid, true);
        return valid;
    }
}
