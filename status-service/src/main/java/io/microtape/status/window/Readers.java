package io.microtape.status.window;

import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeReaders;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;

/**
 * The lines that read a capture's file in other tools.
 *
 * @param path the file on the server's disk, or {@code s3://bucket/key}
 */
record Readers(String captureId, String tape, String path, String duckdb, String polars) {
    static Readers of(CaptureRecord capture, Lake lake) {
        LakeReaders lines = lake.readers(capture.path());
        return new Readers(capture.captureId(), capture.spec().tape().name(), lake.shown(capture.path()),
                lines.duckdb(), lines.polars());
    }
}
