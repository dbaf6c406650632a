package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import java.util.Arrays;

/** Numbers; see {@link NumberText}. */
final class NumberCells extends CsvCells {
    private double[] values = new double[FIRST_ROOM];

    @Override
    void grow(int room) {
        values = Arrays.copyOf(values, room);
    }

    @Override
    boolean set(int row) {
        values[row] = Double.NaN;
        return true;
    }

    @Override
    boolean set(int row, char[] text, int offset, int length) {
        try {
            values[row] = NumberText.of(text, offset, length);
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    @Override
    Column column() {
        return new Column.Doubles(Arrays.copyOf(values, rows()), valid());
    }

    @Override
    String kind() {
        return "number";
    }

    @Override
    String remedy() {
        return "write it like 1234.5 or 1.2345e3, without spaces, signs of currency or separators of thousands, or leave it empty";
    }
}
