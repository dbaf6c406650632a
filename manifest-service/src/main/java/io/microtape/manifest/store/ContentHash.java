package io.microtape.manifest.store;

import io.microtape.model.id.Sha256;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * SHA-256 of a manifest's content: configuration hash, enrichment version, recipe version, the parent's id if there is one, then column by column its name,
 * kind, number of rows and every value with its nulls. It depends on nothing but these, so it can be recomputed from the
 * file at any time, whatever encodings or codec the file uses.
 */
final class ContentHash {
    private ContentHash() {}

    static String of(Table table, String configHash, String enrichmentVersion, String recipeVersion,
            Optional<String> parentId) {
        MessageDigest digest = Sha256.digest();
        try (var out = new DataOutputStream(
                new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest)))) {
            text(configHash, out);
            text(enrichmentVersion, out);
            text(recipeVersion, out);
            if (parentId.isPresent()) {
                text(parentId.get(), out);
            }
            for (var column : table.columns().entrySet()) {
                text(column.getKey(), out);
                column(column.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.hex(digest);
    }

    private static void column(Column column, DataOutputStream out) throws IOException {
        text(kind(column), out);
        out.writeInt(column.rows());
        for (int row = 0; row < column.rows(); row++) {
            out.writeBoolean(column.isNull(row));
            if (!column.isNull(row)) {
                value(column, row, out);
            }
        }
    }

    private static String kind(Column column) {
        return column instanceof Column.Longs longs ? longs.kind().name() : column.getClass().getSimpleName();
    }

    private static void value(Column column, int row, DataOutputStream out) throws IOException {
        switch (column) {
            case Column.Longs longs -> out.writeLong(longs.values()[row]);
            case Column.Doubles doubles -> out.writeDouble(doubles.values()[row]);
            case Column.Booleans booleans -> out.writeBoolean(booleans.values()[row]);
            case Column.Strings strings -> text(strings.get(row), out);
            case Column.IntLists lists -> {
                out.writeInt(lists.offsets()[row + 1] - lists.offsets()[row]);
                for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
                    out.writeInt(lists.values()[i]);
                }
            }
        }
    }

    /** Its length goes first, so that no two sequences of texts give the same bytes. */
    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
