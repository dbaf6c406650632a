package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Column;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;

/** Lists of 32-bit numbers, which the library assembles from their levels. */
final class IntListsColumn implements CollectedColumn {
    private final int emptyLevel;
    private final MessageType projection;
    private final String createdBy;
    private final int[] offsets;
    private final boolean[] valid;
    private int[] values = new int[64];
    private int size;
    private int row;

    /** {@code emptyLevel} is the definition level of an empty list. */
    IntListsColumn(int emptyLevel, int rows, MessageType projection, String createdBy) {
        this.emptyLevel = emptyLevel;
        this.projection = projection;
        this.createdBy = createdBy;
        this.offsets = new int[rows + 1];
        this.valid = new boolean[rows];
    }

    @Override
    public void read(PageReadStore group, ColumnDescriptor descriptor) {
        ColumnReader in = new ColumnReadStoreImpl(group, new IgnoredRecord(), projection, createdBy)
                .getColumnReader(descriptor);
        int presentLevel = descriptor.getMaxDefinitionLevel();
        for (long i = 0; i < group.getRowCount(); i++) {
            valid[row] = in.getCurrentDefinitionLevel() >= emptyLevel;
            do {
                if (in.getCurrentDefinitionLevel() == presentLevel) {
                    add(in.getInteger());
                }
                in.consume();
            } while (in.getCurrentRepetitionLevel() > 0);
            row++;
            offsets[row] = size;
        }
    }

    private void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    @Override
    public Column column() {
        return new Column.IntLists(offsets, Arrays.copyOf(values, size), valid);
    }
}
