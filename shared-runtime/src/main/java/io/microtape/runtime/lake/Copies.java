package io.microtape.runtime.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Local copies of objects that were fetched, at most so many bytes of them: those that were not asked for the longest go
 * first. One that is in use stays, over the bound too, until its last reader closes it.
 */
final class Copies {
    private final long mostBytes;
    private final Map<String, Copy> held = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Copies(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    private static final class Copy {
        private final Path file;
        private final Stored stored;
        private int readers;
        private boolean dropped;

        Copy(Path file, Stored stored) {
            this.file = file;
            this.stored = stored;
        }
    }

    /** The copy of an object as it is stored now, or null. */
    synchronized LakeFile find(String path, String shown, String stamp) throws IOException {
        Copy copy = held.get(path);
        if (copy == null) {
            return null;
        }
        if (!copy.stored.stamp().equals(stamp)) {
            drop(path);
            return null;
        }
        return open(copy, shown);
    }

    /** Keeps a copy, in place of an earlier one. */
    synchronized LakeFile keep(String path, String shown, Path file, Stored stored) throws IOException {
        drop(path);
        var copy = new Copy(file, stored);
        held.put(path, copy);
        bytes += stored.bytes();
        LakeFile opened = open(copy, shown);
        shrink();
        return opened;
    }

    private LakeFile open(Copy copy, String shown) {
        copy.readers++;
        return new LakeFile(copy.file, shown, copy.stored.stamp(), () -> release(copy));
    }

    private synchronized void release(Copy copy) throws IOException {
        copy.readers--;
        if (copy.dropped && copy.readers == 0) {
            Files.deleteIfExists(copy.file);
        }
        shrink();
    }

    private void drop(String path) throws IOException {
        Copy copy = held.remove(path);
        if (copy != null) {
            bytes -= copy.stored.bytes();
            copy.dropped = true;
            if (copy.readers == 0) {
                Files.deleteIfExists(copy.file);
            }
        }
    }

    private void shrink() throws IOException {
        for (Iterator<Copy> all = held.values().iterator(); bytes > mostBytes && all.hasNext();) {
            Copy copy = all.next();
            if (copy.readers == 0) {
                all.remove();
                bytes -= copy.stored.bytes();
                Files.deleteIfExists(copy.file);
            }
        }
    }
}
