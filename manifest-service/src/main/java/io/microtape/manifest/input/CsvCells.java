package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import java.util.Arrays;

/** The cells of one CSV column, as they come. An empty cell, quoted or not, holds nothing. */
abstract sealed class CsvCells permits NumberCells, TextCells, TimestampCells, DateCells {
    static final int FIRST_ROOM = 1024;

    private boolean[] valid = new boolean[FIRST_ROOM];
    private int rows;

    static CsvCells of(ColumnType type) {
        return switch (type) {
            case NUMBER -> new NumberCells();
            case TEXT, AS_IS -> new TextCells();
            case TIMESTAMP -> new TimestampCells();
            case DATE -> new DateCells();
        };
    }

    /** Takes the next cell; false when it is not what this column holds. */
    final boolean add(char[] text, int offset, int length) {
        if (rows == valid.length) {
            valid = Arrays.copyOf(valid, rows * 2);
            grow(rows * 2);
        }
        valid[rows] = length > 0;
        boolean understood = length == 0 ? set(rows) : set(rows, text, offset, length);
        rows++;
        return understood;
    }

    final int rows() {
        return rows;
    }

    final boolean[] valid() {
        return Arrays.copyOf(valid, rows);
    }

    abstract void grow(int room);

    /** Sets a row without a value. */
    abstract boolean set(int row);

    abstract boolean set(int row, char[] text, int offset, int length);

    abstract Column column();

    /** What a cell should have been, in words. */
    abstract String kind();

    /** What to write instead. */
    abstract String remedy();
}
