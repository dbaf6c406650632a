package io.microtape.manifest.export;

import io.microtape.model.id.Sha256;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.parquet.GroupStream;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.tape.ProvenTapes;
import io.microtape.runtime.tape.UnprovenTapeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Predicate;

/** The rows of a capture's file that was opened once, hashed, and found to be what the ledger proves. */
final class SourceTape implements Closeable {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final LakeFile file;
    private final Source source;
    private final GroupStream groups;
    private long rows;

    /** A proven capture: where its file is in the lake, and what it must be. */
    record Source(String path, long rows, String sha256) {}

    private SourceTape(LakeFile file, Source source, GroupStream groups) {
        this.file = file;
        this.source = source;
        this.groups = groups;
    }

    /**
     * Opens and hashes a capture's file.
     *
     * @throws UnprovenTapeException    when it is missing, cannot be read, or is not what was proven
     * @throws LakeUnavailableException when that cannot be said now
     */
    static SourceTape open(Lake lake, Source source, Predicate<String> columns) throws IOException {
        LakeFile file = file(lake, source);
        FileChannel channel = channel(file);
        try {
            if (!hash(channel).equals(source.sha256())) {
                throw ProvenTapes.changed(file.shown());
            }
            return new SourceTape(file, source, GroupStream.of(file.path(), channel.position(0), columns));
        } catch (IOException | RuntimeException e) {
            try (file; channel) {
                throw e;
            }
        }
    }

    /**
     * The next rows; empty after the last.
     *
     * @throws UnprovenTapeException when there were other than the proven number of rows
     */
    Optional<Table> next() {
        Optional<Table> table = groups.next();
        rows += table.map(Table::rows).orElse(0);
        if (table.isEmpty() && rows != source.rows()) {
            throw ProvenTapes.changed(file.shown());
        }
        return table;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            groups.close();
        }
    }

    private static LakeFile file(Lake lake, Source source) throws LakeUnavailableException {
        try {
            return lake.read(source.path());
        } catch (LakeUnavailableException e) {
            throw e;
        } catch (IOException e) {
            throw ProvenTapes.missing(lake.shown(source.path()));
        }
    }

    private static FileChannel channel(LakeFile file) throws IOException {
        try {
            return FileChannel.open(file.path());
        } catch (IOException e) {
            try (file) {
                throw ProvenTapes.missing(file.shown());
            }
        }
    }

    private static String hash(FileChannel channel) throws IOException {
        MessageDigest digest = Sha256.digest();
        var buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(1, channel.size())));
        while (channel.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        return Sha256.hex(digest);
    }
}
