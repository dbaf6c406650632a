package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Column;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;

/** A column that is gathered over the row groups of a file. */
interface CollectedColumn {
    /** Takes the rows of the next row group. */
    void read(PageReadStore group, ColumnDescriptor descriptor) throws IOException;

    /** All rows taken so far. */
    Column column();
}
