package io.microtape.manifest.input;

import io.microtape.model.id.Sha256;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** An input file on this machine. */
public record InputFile(Path path, FileIdentity identity) {
    /**
     * Looks at a file: its bytes are read once.
     *
     * @throws TableException when it is no readable Parquet file
     */
    public static InputFile of(Path path) {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(path);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long bytes = in.transferTo(out);
            return new InputFile(path, new FileIdentity(path.getFileName().toString(), Sha256.hex(digest), bytes,
                    ParquetTables.rows(path)));
        } catch (IOException e) {
            throw new TableException("%s cannot be read: no such file, or no permission to read it".formatted(path), e);
        }
    }
}
