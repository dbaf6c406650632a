package io.microtape.runtime.lake;

import io.microtape.runtime.table.TableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file of the lake as a local one, for as long as it is open. */
public final class LakeFile implements Closeable {
    private final Path path;
    private final String shown;
    private final String stamp;
    private final Closeable after;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * @param shown where it is in the lake, for people
     * @param stamp is another one when the file was changed
     * @param after what to do when it is closed
     */
    LakeFile(Path path, String shown, String stamp, Closeable after) {
        this.path = path;
        this.shown = shown;
        this.stamp = stamp;
        this.after = after;
    }

    /** A local file that is in no lake yet. */
    public static LakeFile draft(Path path) {
        return new LakeFile(path, path.toString(), "", () -> {});
    }

    /** Where to read it; not to be changed. */
    public Path path() {
        return path;
    }

    /** Where it is in the lake, for people. */
    public String shown() {
        return shown;
    }

    /** What the store says of its state: another stamp when it was changed. */
    public String stamp() {
        return stamp;
    }

    /** What a reader found wrong, with the file's place in the lake and not that of a copy. */
    public TableException named(TableException found) {
        return new TableException(found.getMessage().replace(path.toString(), shown), found);
    }

    @Override
    public void close() throws IOException {
        if (open.compareAndSet(true, false)) {
            after.close();
        }
    }
}
