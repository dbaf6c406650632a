package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;

/** Chosen rows of a table, in the order of the choice. */
final class Picked {
    private Picked() {}

    /** The rows {@code listed[from]} up to, not including, {@code listed[to]}. */
    static Table of(Table table, int[] listed, int from, int to) {
        var picked = new Table.Builder();
        table.columns().forEach((name, column) -> picked.add(name, of(column, listed, from, to)));
        return picked.build();
    }

    private static Column of(Column column, int[] listed, int from, int to) {
        int rows = to - from;
        boolean[] valid = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            valid[i] = !column.isNull(listed[from + i]);
        }
        return switch (column) {
            case Column.Longs longs -> {
                long[] values = new long[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = longs.values()[listed[from + i]];
                }
                yield new Column.Longs(longs.kind(), values, valid);
            }
            case Column.Doubles doubles -> {
                double[] values = new double[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = doubles.values()[listed[from + i]];
                }
                yield new Column.Doubles(values, valid);
            }
            case Column.Booleans booleans -> {
                boolean[] values = new boolean[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = booleans.values()[listed[from + i]];
                }
                yield new Column.Booleans(values, valid);
            }
            case Column.Strings strings -> {
                int[] codes = new int[rows];
                for (int i = 0; i < rows; i++) {
                    codes[i] = strings.codes()[listed[from + i]];
                }
                yield new Column.Strings(codes, strings.dictionary());
            }
            case Column.IntLists lists -> lists(lists, listed, from, valid);
        };
    }

    private static Column lists(Column.IntLists lists, int[] listed, int from, boolean[] valid) {
        int[] offsets = new int[valid.length + 1];
        for (int i = 0; i < valid.length; i++) {
            int row = listed[from + i];
            offsets[i + 1] = offsets[i] + lists.offsets()[row + 1] - lists.offsets()[row];
        }
        int[] values = new int[offsets[valid.length]];
        for (int i = 0; i < valid.length; i++) {
            System.arraycopy(lists.values(), lists.offsets()[listed[from + i]], values, offsets[i],
                    offsets[i + 1] - offsets[i]);
        }
        return new Column.IntLists(offsets, values, valid);
    }
}
