package io.microtape.runtime.tape;

import io.microtape.model.capture.CaptureProof;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.lake.LakeUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of the lake that are byte for byte what the ledger proves. A file is hashed when it is first asked for, and
 * again when the store says that it was changed; safe for many threads.
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
    private record Seen(String stamp, String sha256) {}

    public ProvenTapes(Lake lake) {
        this.lake = lake;
    }

    /**
     * The file at a lake path that the ledger knows.
     *
     * @throws UnprovenTapeException    when it is missing, cannot be read, or is not what was proven
     * @throws LakeUnavailableException when that cannot be said now
     */
    public LakeFile file(String path, CaptureProof proof) throws LakeUnavailableException {
        try {
            LakeFile file = lake.look(path);
            if (proven(path, file, proof)) {
                return file;
            }
            file.close();
        } catch (LakeUnavailableException e) {
            throw e;
        } catch (IOException e) {
            throw missing(lake.shown(path));
        }
        throw changed(lake.shown(path));
    }

    /** What to say of a file that cannot be opened. */
    public static UnprovenTapeException missing(String file) {
        return new UnprovenTapeException(
                "%s is missing or cannot be read; microtape verify --repair has it captured again".formatted(file));
    }

    /** What to say of a file with other bytes than the ledger proves. */
    public static UnprovenTapeException changed(String file) {
        return new UnprovenTapeException(
                "%s is not the file that was captured and proven; microtape verify --repair sets it aside and has it captured again"
                        .formatted(file));
    }

    private boolean proven(String path, LakeFile file, CaptureProof proof) throws IOException {
        try {
            return Files.size(file.path()) == proof.bytes() && hash(path, file).equals(proof.sha256());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private String hash(String path, LakeFile file) throws IOException {
        synchronized (seen) {
            Seen before = seen.get(path);
            if (before != null && before.stamp.equals(file.stamp())) {
                return before.sha256;
            }
        }
        String sha256 = Lake.sha256(file.path());
        synchronized (seen) {
            seen.put(path, new Seen(file.stamp(), sha256));
        }
        return sha256;
    }
}
