package io.microtape.runtime.rows;

import io.microtape.runtime.table.Table;
import java.io.IOException;

/** Rows that are chosen and not yet written. */
public interface RowChoice {
    /** The columns of the rows, without rows. */
    Table columns();

    /** How many rows there are to choose from; those that are written may be fewer. */
    long total();

    /** Writes the rows and ends. */
    void writeTo(RowWriter out) throws IOException;
}
