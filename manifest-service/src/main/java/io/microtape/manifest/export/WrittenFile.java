package io.microtape.manifest.export;

/**
 * A Parquet file of a dataset.
 *
 * @param path relative to the dataset's folder, with forward slashes
 */
public record WrittenFile(String path, long rows, long bytes, String sha256) {}
