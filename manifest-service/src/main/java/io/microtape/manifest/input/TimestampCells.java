package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import java.util.Arrays;

/** Instants. What cannot be understood is the fate of its row, not of the file: it is {@link Timestamps#MISSING}. */
final class TimestampCells extends CsvCells {
    private long[] values = new long[FIRST_ROOM];

    @Override
    void grow(int room) {
        values = Arrays.copyOf(values, room);
    }

    @Override
    boolean set(int row) {
        values[row] = Timestamps.MISSING;
        return true;
    }

    @Override
    boolean set(int row, char[] text, int offset, int length) {
        values[row] = Timestamps.ofText(new String(text, offset, length));
        return true;
    }

    @Override
    Column column() {
        return new Column.Longs(Kind.TIMESTAMP_NANOS, Arrays.copyOf(values, rows()), valid());
    }

    @Override
    String kind() {
        return "timestamp";
    }

    @Override
    String remedy() {
        return "write it like 2025-01-31T14:30:00Z";
    }
}
