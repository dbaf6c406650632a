package io.microtape.manifest.input;

import io.microtape.model.id.Sha256;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/** An input file on this machine. */
public record InputFile(Path path, FileIdentity identity) {
    private static final int BUFFER = 256 * 1024;

    /**
     * Looks at a file: its bytes are hashed and its rows counted.
     *
     * @throws TableException when it is empty, or neither Parquet nor CSV that can be read
     */
    public static InputFile of(Path path) {
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        try (FileChannel file = FileChannel.open(path)) {
            var buffer = ByteBuffer.allocateDirect(BUFFER);
            while (file.read(buffer) >= 0) {
                buffer.flip();
                bytes += buffer.remaining();
                digest.update(buffer);
                buffer.clear();
            }
        } catch (IOException e) {
            throw new TableException("%s cannot be read: no such file, or no permission to read it".formatted(path), e);
        }
        if (bytes == 0) {
            throw new TableException("%s is empty, it has not one byte; write it again, or take it away"
                    .formatted(path));
        }
        return new InputFile(path,
                new FileIdentity(path.getFileName().toString(), Sha256.hex(digest), bytes, rows(path)));
    }

    private static long rows(Path path) {
        return switch (InputFormat.of(path)) {
            case PARQUET -> ParquetTables.rows(path);
            case CSV -> CsvTables.rows(path);
        };
    }
}
