package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/** Copies a column of a table into the Arrow vector of its type. */
final class ArrowVectors {
    private ArrowVectors() {}

    /** Replaces what the vector holds with the column. */
    static void fill(FieldVector vector, Column column) {
        vector.reset();
        switch (column) {
            case Column.Longs longs -> longs(vector, longs);
            case Column.Doubles doubles -> {
                var numbers = (Float8Vector) vector;
                each(column, row -> numbers.setSafe(row, doubles.values()[row]));
            }
            case Column.Booleans booleans -> {
                var bits = (BitVector) vector;
                each(column, row -> bits.setSafe(row, booleans.values()[row] ? 1 : 0));
            }
            case Column.Strings strings -> strings((VarCharVector) vector, strings);
            case Column.IntLists lists -> lists((ListVector) vector, lists);
        }
        vector.setValueCount(column.rows());
    }

    private interface Copy {
        void row(int row);
    }

    private static void each(Column column, Copy copy) {
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isNull(row)) {
                copy.row(row);
            }
        }
    }

    private static void longs(FieldVector vector, Column.Longs column) {
        long[] values = column.values();
        switch (vector) {
            case TimeStampNanoTZVector nanos -> each(column, row -> nanos.setSafe(row, values[row]));
            case BigIntVector numbers -> each(column, row -> numbers.setSafe(row, values[row]));
            case IntVector ints -> each(column, row -> ints.setSafe(row, Math.toIntExact(values[row])));
            case DateDayVector days -> each(column, row -> days.setSafe(row, Math.toIntExact(values[row])));
            case FieldVector other -> throw new IllegalStateException("no whole numbers go into " + other.getField());
        }
    }

    private static void strings(VarCharVector vector, Column.Strings column) {
        byte[][] encoded = new byte[column.dictionary().length][];
        each(column, row -> {
            int code = column.codes()[row];
            if (encoded[code] == null) {
                encoded[code] = column.dictionary()[code].getBytes(StandardCharsets.UTF_8);
            }
            vector.setSafe(row, encoded[code]);
        });
    }

    private static void lists(ListVector vector, Column.IntLists column) {
        var elements = (IntVector) vector.getDataVector();
        each(column, row -> {
            int from = column.offsets()[row];
            int count = column.offsets()[row + 1] - from;
            int start = vector.startNewValue(row);
            for (int i = 0; i < count; i++) {
                elements.setSafe(start + i, column.values()[from + i]);
            }
            vector.endValue(row, count);
        });
    }
}
