package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import java.util.Arrays;

/** Dates; every cell must hold one. */
final class DateCells extends CsvCells {
    private long[] values = new long[FIRST_ROOM];
    private String last = "";
    private int lastDay = Dates.NONE;

    @Override
    void grow(int room) {
        values = Arrays.copyOf(values, room);
    }

    @Override
    boolean set(int row) {
        return false;
    }

    @Override
    boolean set(int row, char[] text, int offset, int length) {
        String date = new String(text, offset, length);
        if (!date.equals(last)) {
            last = date;
            lastDay = Dates.of(date);
        }
        values[row] = lastDay;
        return lastDay != Dates.NONE;
    }

    @Override
    Column column() {
        return new Column.Longs(Kind.DATE, Arrays.copyOf(values, rows()), valid());
    }

    @Override
    String kind() {
        return "date";
    }

    @Override
    String remedy() {
        return "write it like 2025-01-31";
    }
}
