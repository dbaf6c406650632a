package io.microtape.manifest.input;

/**
 * What an input file is, wherever it lies.
 *
 * @param name   file name without folder
 * @param sha256 of its bytes, as they lie on disk: of a {@code .gz}, packed
 * @param bytes  size on disk
 * @param rows   of Parquet, the rows that its footer states; of CSV, its rows below the header
 */
public record FileIdentity(String name, String sha256, long bytes, long rows) {}
