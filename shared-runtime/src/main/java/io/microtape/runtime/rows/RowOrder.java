package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The order of one column. Rows that are equal in it stay in the order of the file; nulls come last, up and down alike.
 */
public record RowOrder(String column, boolean descending) {
    /** The first {@code count} of the chosen rows of a column in this order; memory grows with {@code count} only. */
    int[] first(Column values, BitSet rows, int count) {
        Comparator<Integer> order = comparator(values);
        var kept = new PriorityQueue<Integer>(Math.max(1, count), order.reversed());
        for (int row = count == 0 ? -1 : rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (kept.size() < count) {
                kept.add(row);
            } else if (order.compare(row, kept.peek()) < 0) {
                kept.remove();
                kept.add(row);
            }
        }
        return kept.stream().sorted(order).mapToInt(Integer::intValue).toArray();
    }

    private Comparator<Integer> comparator(Column values) {
        Comparator<Integer> upward = upward(values);
        return Comparator.<Integer, Boolean>comparing(values::isNull)
                .thenComparing(
                        (a, b) -> values.isNull(a) ? 0 : descending ? upward.compare(b, a) : upward.compare(a, b))
                .thenComparing(Comparator.naturalOrder());
    }

    private static Comparator<Integer> upward(Column values) {
        return switch (values) {
            case Column.Longs longs -> Comparator.comparingLong(row -> longs.values()[row]);
            case Column.Doubles doubles -> Comparator.comparingDouble(row -> doubles.values()[row]);
            case Column.Booleans booleans -> Comparator.comparing(row -> booleans.values()[row]);
            case Column.Strings strings -> {
                int[] ranks = ranks(strings.dictionary());
                yield Comparator.comparingInt(row -> ranks[strings.codes()[row]]);
            }
            case Column.IntLists lists -> (a, b) -> Arrays.compare(lists.values(), lists.offsets()[a],
                    lists.offsets()[a + 1], lists.values(), lists.offsets()[b], lists.offsets()[b + 1]);
        };
    }

    private static int[] ranks(String[] dictionary) {
        int[] codes = IntStream.range(0, dictionary.length).boxed()
                .sorted(Comparator.comparing(code -> dictionary[code]))
                .mapToInt(Integer::intValue).toArray();
        int[] ranks = new int[codes.length];
        for (int rank = 0; rank < codes.length; rank++) {
            ranks[codes[rank]] = rank;
        }
        return ranks;
    }
}
