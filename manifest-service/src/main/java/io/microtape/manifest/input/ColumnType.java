package io.microtape.manifest.input;

/** What a column is needed as. Parquet says itself what its columns hold; the cells of CSV are read as what is needed. */
public enum ColumnType {
    NUMBER,
    TEXT,
    TIMESTAMP,
    DATE,
    /** Whatever it is, untouched; CSV has no types, so its cells stay text. */
    AS_IS
}
