package io.microtape.status.window;

import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;

/**
 * The lines that read a capture's file in other tools.
 *
 * @param path the file on the server's disk
 */
record Readers(String captureId, String tape, String path, String duckdb, String polars) {
    static Readers of(CaptureRecord capture, Lake lake) {
        // Forward slashes are understood by both tools on every system.
        String path = lake.file(capture.path()).toString().replace('\\', '/');
        return new Readers(capture.captureId(), capture.spec().tape().name(), path,
                "select * from '%s' order by sip_timestamp".formatted(path.replace("'", "''")),
                "pl.read_parquet('%s')".formatted(path.replace("'", "\\'")));
    }
}
