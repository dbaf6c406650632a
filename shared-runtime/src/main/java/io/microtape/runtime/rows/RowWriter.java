package io.microtape.runtime.rows;

import io.microtape.runtime.table.Table;
import java.io.Closeable;
import java.io.IOException;

/** Writes rows in one {@link RowFormat}. What was written is whole only after {@link #finish}. */
public interface RowWriter extends Closeable {
    /** Writes all rows of a table, whose columns are those that the writer was opened for. */
    void write(Table rows) throws IOException;

    void finish() throws IOException;
}
