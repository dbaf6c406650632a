package io.microtape.manifest.store;

import io.microtape.manifest.input.Timestamps;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Takes chosen rows of whole columns, in the order of the choice, as columns of a file: what is missing becomes null. */
record Gather(int[] rows) {
    Column numbers(double[] values) {
        return numbers(row -> values[row]);
    }

    Column timestamps(long[] values) {
        long[] taken = new long[rows.length];
        boolean[] valid = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            valid[i] = values[rows[i]] != Timestamps.MISSING;
            taken[i] = valid[i] ? values[rows[i]] : 0;
        }
        return new Column.Longs(Kind.TIMESTAMP_NANOS, taken, valid);
    }

    Column texts(Column.Strings values) {
        int[] codes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            codes[i] = values.codes()[rows[i]];
        }
        return new Column.Strings(codes, values.dictionary());
    }

    /** A text by row, null where there is none. */
    Column texts(IntFunction<String> text) {
        return texts(text, value -> value);
    }

    /** A text by what a row has: one of a few things, each of which is asked for its text once. */
    <T> Column texts(IntFunction<T> thing, Function<T, String> text) {
        Map<T, Integer> known = new HashMap<>();
        List<String> dictionary = new ArrayList<>();
        int[] codes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            T value = thing.apply(rows[i]);
            Integer code = value == null ? Integer.valueOf(-1) : known.get(value);
            if (code == null) {
                code = dictionary.size();
                known.put(value, code);
                dictionary.add(text.apply(value));
            }
            codes[i] = code;
        }
        return new Column.Strings(codes, dictionary.toArray(String[]::new));
    }

    /** A number by row, NaN where there is none. */
    Column numbers(IntToDoubleFunction number) {
        double[] taken = new double[rows.length];
        boolean[] valid = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = number.applyAsDouble(rows[i]);
            valid[i] = !Double.isNaN(taken[i]);
        }
        return new Column.Doubles(taken, valid);
    }

    /** A column as it is. */
    Column column(Column column) {
        return switch (column) {
            case Column.Strings texts -> texts(texts);
            case Column.Longs numbers -> new Column.Longs(numbers.kind(),
                    Arrays.stream(rows).mapToLong(row -> numbers.values()[row]).toArray(), valid(column));
            case Column.Doubles numbers -> new Column.Doubles(
                    Arrays.stream(rows).mapToDouble(row -> numbers.values()[row]).toArray(), valid(column));
            case Column.Booleans truths -> {
                boolean[] taken = new boolean[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    taken[i] = truths.values()[rows[i]];
                }
                yield new Column.Booleans(taken, valid(column));
            }
            case Column.IntLists lists -> lists(lists);
        };
    }

    private Column lists(Column.IntLists lists) {
        int[] offsets = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            offsets[i + 1] = offsets[i] + lists.offsets()[rows[i] + 1] - lists.offsets()[rows[i]];
        }
        int[] values = new int[offsets[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(lists.values(), lists.offsets()[rows[i]], values, offsets[i], offsets[i + 1] - offsets[i]);
        }
        return new Column.IntLists(offsets, values, valid(lists));
    }

    private boolean[] valid(Column column) {
        boolean[] valid = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            valid[i] = !column.isNull(rows[i]);
        }
        return valid;
    }
}
