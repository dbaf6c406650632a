package io.microtape.runtime.tape;

import io.microtape.model.capture.CaptureProof;
import io.microtape.runtime.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of the lake that are byte for byte what the ledger proves. A file is hashed when it is first asked for, and
 * again when its size or time of change is another; safe for many threads.
 */
public final class ProvenTapes {
    private static final int REMEMBERED = 10_000;

    private final Lake lake;
    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What a file was when it was hashed. */
    private record Seen(long bytes, FileTime changed, String sha256) {}

    public ProvenTapes(Lake lake) {
        this.lake = lake;
    }

    /**
     * The file at a lake path that the ledger knows.
     *
     * @throws UnprovenTapeException when it is missing, cannot be read, or is not what was proven
     */
    public Path file(String path, CaptureProof proof) {
        Path file = lake.file(path);
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.size() != proof.bytes() || !hash(path, file, attributes).equals(proof.sha256())) {
                throw changed(file);
            }
            return file;
        } catch (IOException e) {
            throw missing(file);
        }
    }

    /** What to say of a file that cannot be opened. */
    public static UnprovenTapeException missing(Path file) {
        return new UnprovenTapeException(
                "%s is missing or cannot be read; microtape verify --repair has it captured again".formatted(file));
    }

    /** What to say of a file with other bytes than the ledger proves. */
    public static UnprovenTapeException changed(Path file) {
        return new UnprovenTapeException(
                "%s is not the file that was captured and proven; microtape verify --repair sets it aside and has it captured again"
                        .formatted(file));
    }

    private String hash(String path, Path file, BasicFileAttributes now) throws IOException {
        synchronized (seen) {
            Seen before = seen.get(path);
            if (before != null && before.bytes == now.size() && before.changed.equals(now.lastModifiedTime())) {
                return before.sha256;
            }
        }
        String sha256 = Lake.sha256(file);
        synchronized (seen) {
            seen.put(path, new Seen(now.size(), now.lastModifiedTime(), sha256));
        }
        return sha256;
    }
}
