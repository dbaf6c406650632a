package io.microtape.runtime.rows;

import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * The forms in which rows leave. In each of them a value is what is stored: time stamps keep their nanoseconds, doubles
 * read back to the same bits, and what is missing stays missing.
 */
public enum RowFormat {
    JSON("application/json"),
    CSV("text/csv"),
    PARQUET("application/vnd.apache.parquet"),
    ARROW(
            "application/vnd.apache.arrow.stream");

    private final String mediaType;

    RowFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The value of a {@code Content-Type} header. */
    String contentType() {
        return this == CSV ? mediaType + "; charset=utf-8" : mediaType;
    }

    /** The word for it in {@code ?format=} and at the end of a file's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Begins to write rows.
     *
     * @param columns the columns of all that will be written; its rows do not matter
     * @param page    what the rows are, for the forms that say so
     */
    public RowWriter open(OutputStream out, Table columns, PageNote page) throws IOException {
        return switch (this) {
            case JSON -> new JsonRows(out, page);
            case CSV -> new CsvRows(out, columns);
            case PARQUET -> new ParquetRows(out, columns);
            case ARROW -> new ArrowRows(out, columns);
        };
    }
}
