package io.microtape.runtime.rows;

import io.microtape.runtime.parquet.ParquetStream;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A Parquet file as it goes to disk, too: zstd, page checksums, statistics. */
final class ParquetRows implements RowWriter {
    private final ParquetStream out;

    ParquetRows(OutputStream stream, Table columns) throws IOException {
        out = new ParquetStream(stream, columns);
    }

    @Override
    public void write(Table rows) throws IOException {
        out.append(rows);
    }

    @Override
    public void finish() throws IOException {
        out.finish(Map.of());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
