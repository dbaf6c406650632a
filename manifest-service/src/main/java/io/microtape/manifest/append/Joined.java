package io.microtape.manifest.append;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.TableException;
import java.util.Arrays;
import java.util.stream.Stream;

/** Columns one after the other. */
final class Joined {
    private Joined() {}

    static double[] of(double[] a, double[] b) {
        double[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    static long[] of(long[] a, long[] b) {
        long[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /** With a sorted dictionary, so that comparing codes compares texts. */
    static Column.Strings texts(Column.Strings a, Column.Strings b) {
        String[] dictionary = Stream.concat(Arrays.stream(a.dictionary()), Arrays.stream(b.dictionary())).sorted()
                .distinct().toArray(String[]::new);
        int[] codes = Arrays.copyOf(codes(a, dictionary), a.rows() + b.rows());
        System.arraycopy(codes(b, dictionary), 0, codes, a.rows(), b.rows());
        return new Column.Strings(codes, dictionary);
    }

    /** Two columns of one name. */
    static Column of(String name, Column a, Column b) {
        return switch (a) {
            case Column.Strings texts when b instanceof Column.Strings more -> texts(texts, more);
            case Column.Doubles numbers when b instanceof Column.Doubles more ->
                new Column.Doubles(of(numbers.values(), more.values()), of(numbers.valid(), more.valid()));
            case Column.Longs numbers when b instanceof Column.Longs more && more.kind() == numbers.kind() ->
                new Column.Longs(numbers.kind(), of(numbers.values(), more.values()),
                        of(numbers.valid(), more.valid()));
            case Column.Booleans truths when b instanceof Column.Booleans more ->
                new Column.Booleans(of(truths.values(), more.values()), of(truths.valid(), more.valid()));
            case Column.IntLists lists when b instanceof Column.IntLists more -> lists(lists, more);
            case Column _ -> throw new TableException(
                    "carried column %s is of another type in the manifest that is appended to; rename one of them"
                            .formatted(name));
        };
    }

    private static Column lists(Column.IntLists a, Column.IntLists b) {
        int[] values = Arrays.copyOf(a.values(), a.values().length + b.values().length);
        System.arraycopy(b.values(), 0, values, a.values().length, b.values().length);
        int[] offsets = Arrays.copyOf(a.offsets(), a.offsets().length + b.offsets().length - 1);
        for (int row = 1; row < b.offsets().length; row++) {
            offsets[a.offsets().length + row - 1] = a.values().length + b.offsets()[row];
        }
        return new Column.IntLists(offsets, values, of(a.valid(), b.valid()));
    }

    /** A column with so many nulls after it. */
    static Column withNulls(Column column, int more) {
        return switch (column) {
            case Column.Strings texts -> {
                int[] codes = Arrays.copyOf(texts.codes(), texts.rows() + more);
                Arrays.fill(codes, texts.rows(), codes.length, -1);
                yield new Column.Strings(codes, texts.dictionary());
            }
            case Column.Doubles numbers -> {
                double[] missing = new double[more];
                Arrays.fill(missing, Double.NaN);
                yield new Column.Doubles(of(numbers.values(), missing), of(numbers.valid(), new boolean[more]));
            }
            case Column.Longs numbers -> new Column.Longs(numbers.kind(), of(numbers.values(), new long[more]),
                    of(numbers.valid(), new boolean[more]));
            case Column.Booleans truths -> new Column.Booleans(of(truths.values(), new boolean[more]),
                    of(truths.valid(), new boolean[more]));
            case Column.IntLists lists -> {
                int[] offsets = Arrays.copyOf(lists.offsets(), lists.offsets().length + more);
                Arrays.fill(offsets, lists.offsets().length, offsets.length, lists.values().length);
                yield new Column.IntLists(offsets, lists.values(), of(lists.valid(), new boolean[more]));
            }
        };
    }

    private static boolean[] of(boolean[] a, boolean[] b) {
        boolean[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static int[] codes(Column.Strings texts, String[] dictionary) {
        int[] rank = Arrays.stream(texts.dictionary()).mapToInt(text -> Arrays.binarySearch(dictionary, text))
                .toArray();
        return Arrays.stream(texts.codes()).map(code -> code < 0 ? -1 : rank[code]).toArray();
    }
}
