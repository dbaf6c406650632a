package io.microtape.manifest.store;

import io.microtape.manifest.input.Timestamps;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import java.util.function.IntFunction;

/** Takes chosen rows of whole columns, in the order of the choice, as columns of a file: what is missing becomes null. */
record Gather(int[] rows) {
    Column numbers(double[] values) {
        double[] taken = new double[rows.length];
        boolean[] valid = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = values[rows[i]];
            valid[i] = !Double.isNaN(taken[i]);
        }
        return new Column.Doubles(taken, valid);
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
        String[] taken = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = text.apply(rows[i]);
        }
        return Column.Strings.of(taken);
    }
}
