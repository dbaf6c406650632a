package io.microtape.manifest.export;

import io.microtape.model.id.Sha256;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.parquet.Layout;
import io.microtape.runtime.parquet.ParquetStream;
import io.microtape.runtime.table.Table;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;

/** A Parquet file of a dataset while it is written: it is hashed on its way to the disk. */
final class DatasetFile implements Closeable {
    private static final int BUFFER_BYTES = 1024 * 1024;

    private final Path file;
    private final String path;
    private final OutputStream out;
    private final MessageDigest digest = Sha256.digest();
    private final ParquetStream rows;
    private long count;

    /**
     * Begins a file, and its folder where that is not there.
     *
     * @param columns the columns of all that will be written
     */
    DatasetFile(Path folder, String path, Table columns, Layout layout) throws IOException {
        this.path = path;
        this.file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        this.out = new BufferedOutputStream(
                new DigestOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), digest),
                BUFFER_BYTES);
        this.rows = new ParquetStream(out, columns, layout);
    }

    void append(Table table) throws IOException {
        rows.append(table);
        count += table.rows();
    }

    /** Ends the file with these footer entries; it is on disk when this returns. */
    WrittenFile finish(Map<String, String> footer) throws IOException {
        rows.finish(footer);
        out.close();
        Lake.sync(file);
        return new WrittenFile(path, count, Files.size(file), Sha256.hex(digest));
    }

    @Override
    public void close() throws IOException {
        // The stream is closed even if the library fails over a file that was never finished.
        try (out) {
            rows.close();
        }
    }
}
