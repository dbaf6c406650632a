package io.microtape.runtime.lake;

import io.microtape.model.id.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A local file that is to be put into a bucket, with the SHA-256 of the whole and of each part that it goes up in.
 *
 * @param sha256 of the whole, hex
 * @param parts  one for a file that goes up in one piece
 */
record Content(Path file, long bytes, String sha256, List<Part> parts) {
    private static final int MOST_PARTS = 10_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** A piece of the file; {@code sha256} as S3 writes it, Base64. */
    record Part(long from, long bytes, String sha256) {}

    /** Reads the file once. A part has {@code partBytes}, or more where there would be too many. */
    static Content of(Path file, long partBytes) throws IOException {
        long bytes = Files.size(file);
        long each = Math.max(partBytes, (bytes + MOST_PARTS - 1) / MOST_PARTS);
        MessageDigest whole = Sha256.digest();
        List<Part> parts = new ArrayList<>();
        byte[] buffer = new byte[BUFFER_BYTES];
        long at = 0;
        try (InputStream in = Files.newInputStream(file)) {
            do {
                MessageDigest part = Sha256.digest();
                long from = at;
                for (int read = in.read(buffer, 0, next(each, at - from)); read > 0; read = in.read(buffer, 0,
                        next(each, at - from))) {
                    whole.update(buffer, 0, read);
                    part.update(buffer, 0, read);
                    at += read;
                }
                parts.add(new Part(from, at - from, Base64.getEncoder().encodeToString(part.digest())));
                if (at < bytes && at == from) {
                    throw new IOException("%s became shorter while it was read".formatted(file));
                }
            } while (at < bytes);
        }
        return new Content(file, at, Sha256.hex(whole), List.copyOf(parts));
    }

    /** What S3 says of it as SHA-256: that of the whole, or of its parts' with their number. */
    String checksum() {
        if (parts.size() == 1) {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
        }
        MessageDigest all = Sha256.digest();
        parts.forEach(part -> all.update(Base64.getDecoder().decode(part.sha256())));
        return Base64.getEncoder().encodeToString(all.digest()) + "-" + parts.size();
    }

    private static int next(long each, long taken) {
        return (int) Math.min(BUFFER_BYTES, each - taken);
    }
}
