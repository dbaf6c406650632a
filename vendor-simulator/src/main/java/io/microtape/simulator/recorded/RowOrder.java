package io.microtape.simulator.recorded;

import io.microtape.runtime.table.Column;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** An order of rows and its application to columns. The identity costs nothing. */
final class RowOrder {
    private RowOrder() {}

    /** Row numbers by stamp, then by rank; rows equal in both keep their order. */
    static int[] of(long[] stamps, Optional<long[]> ranks) {
        int[] rows = IntStream.range(0, stamps.length).toArray();
        if (rises(stamps, ranks)) {
            return rows;
        }
        Comparator<Integer> byStamp = Comparator.comparingLong(row -> stamps[row]);
        Comparator<Integer> order = ranks.map(rank -> byStamp.thenComparingLong(row -> rank[row])).orElse(byStamp);
        return Arrays.stream(rows).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }

    static Column apply(int[] order, Column column) {
        if (isIdentity(order)) {
            return column;
        }
        int rows = order.length;
        return switch (column) {
            case Column.Longs longs -> {
                long[] values = new long[rows];
                Arrays.setAll(values, row -> longs.values()[order[row]]);
                yield new Column.Longs(longs.kind(), values, flags(order, longs.valid()));
            }
            case Column.Doubles doubles -> {
                double[] values = new double[rows];
                Arrays.setAll(values, row -> doubles.values()[order[row]]);
                yield new Column.Doubles(values, flags(order, doubles.valid()));
            }
            case Column.Booleans booleans ->
                new Column.Booleans(flags(order, booleans.values()), flags(order, booleans.valid()));
            case Column.Strings strings -> {
                int[] codes = new int[rows];
                Arrays.setAll(codes, row -> strings.codes()[order[row]]);
                yield new Column.Strings(codes, strings.dictionary());
            }
            case Column.IntLists lists -> lists(order, lists);
        };
    }

    private static Column lists(int[] order, Column.IntLists lists) {
        int[] offsets = new int[order.length + 1];
        int[] values = new int[lists.values().length];
        for (int row = 0; row < order.length; row++) {
            int from = lists.offsets()[order[row]];
            int length = lists.offsets()[order[row] + 1] - from;
            System.arraycopy(lists.values(), from, values, offsets[row], length);
            offsets[row + 1] = offsets[row] + length;
        }
        return new Column.IntLists(offsets, values, flags(order, lists.valid()));
    }

    private static boolean[] flags(int[] order, boolean[] flags) {
        boolean[] ordered = new boolean[order.length];
        for (int row = 0; row < order.length; row++) {
            ordered[row] = flags[order[row]];
        }
        return ordered;
    }

    private static boolean rises(long[] stamps, Optional<long[]> ranks) {
        for (int row = 1; row < stamps.length; row++) {
            if (stamps[row - 1] > stamps[row] || (stamps[row - 1] == stamps[row] && ranks.isPresent()
                    && ranks.get()[row - 1] > ranks.get()[row])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentity(int[] order) {
        for (int row = 0; row < order.length; row++) {
            if (order[row] != row) {
                return false;
            }
        }
        return true;
    }
}
