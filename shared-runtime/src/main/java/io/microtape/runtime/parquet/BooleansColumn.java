package io.microtape.runtime.parquet;

import io.microtape.runtime.parquet.PageValues.Scratch;
import io.microtape.runtime.table.Column;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/** Truth values. */
final class BooleansColumn extends FlatColumn {
    private final boolean[] values;
    private boolean[] dictionary = new boolean[0];

    BooleansColumn(ColumnDescriptor descriptor, int rows, Scratch scratch) {
        super(descriptor, rows, scratch);
        this.values = new boolean[rows];
    }

    @Override
    void dictionary(Dictionary entries) {
        dictionary = new boolean[entries.getMaxId() + 1];
        for (int id = 0; id < dictionary.length; id++) {
            dictionary[id] = entries.decodeToBoolean(id);
        }
    }

    @Override
    void entries(int[] ids, int at, int count) {
        for (int i = 0; i < count; i++) {
            values[at + i] = dictionary[ids[i]];
        }
    }

    @Override
    void plain(ByteBuffer bytes, int at, int count) {
        for (int i = 0; i < count; i++) {
            values[at + i] = (bytes.get(bytes.position() + i / Byte.SIZE) >>> (i % Byte.SIZE) & 1) == 1;
        }
    }

    @Override
    void encoded(ValuesReader in, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = in.readBoolean();
        }
    }

    @Override
    void move(int from, int to) {
        values[to] = values[from];
    }

    @Override
    void clear(int at) {
        values[at] = false;
    }

    @Override
    public Column column() {
        return new Column.Booleans(values, valid);
    }
}
