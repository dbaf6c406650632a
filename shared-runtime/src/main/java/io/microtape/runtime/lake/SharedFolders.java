package io.microtape.runtime.lake;

import io.microtape.runtime.lake.Bucket.Fetched;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders of files beside the tapes of a bucket, for what every process needs and one wrote. A folder is there when its last file
 * is: that one is put after all others. What was put stays as it is.
 */
public final class SharedFolders {
    private static final int TRIES = 2;

    private final Bucket bucket;
    private final Upload upload;
    private final long partBytes;
    private final String below;

    SharedFolders(Bucket bucket, Upload upload, long partBytes, String below) {
        this.bucket = bucket;
        this.upload = upload;
        this.partBytes = partBytes;
        this.below = below;
    }

    /** Whether a folder is there, whole. */
    public boolean holds(String folder, String last) throws IOException {
        return bucket.head(path(folder, last)).isPresent();
    }

    /** Puts files as a folder, unless it is there already; {@code last} is the name of the one among them that comes last. */
    public void put(String folder, List<Path> files, String last) throws IOException {
        if (holds(folder, last)) {
            return;
        }
        List<Path> ordered = new ArrayList<>(files);
        ordered.sort((one, other) -> Boolean.compare(named(one, last), named(other, last)));
        for (Path file : ordered) {
            upload.publish(Content.of(file, partBytes), path(folder, file.getFileName().toString()));
        }
    }

    /** Fetches every file of a folder; each is what was put there. */
    public void fetch(String folder, Path into) throws IOException {
        List<String> names = new ArrayList<>();
        String all = path(folder, "");
        bucket.list(all, path -> names.add(path.substring(all.length())));
        for (String name : names) {
            fetch(path(folder, name), into.resolve(name), TRIES);
        }
    }

    private void fetch(String path, Path file, int tries) throws IOException {
        Fetched fetched = bucket.fetch(path, file);
        boolean another = fetched.stored().sha256().filter(put -> !put.equals(fetched.sha256())).isPresent();
        if (another && tries == 1) {
            throw new IOException("%s is not what was put there; delete its folder there and build again".formatted(
                    bucket.shown(path)));
        }
        if (another) {
            fetch(path, file, tries - 1);
        } else {
            Lake.sync(file);
        }
    }

    private String path(String folder, String name) {
        return below + "/" + folder + "/" + name;
    }

    private static boolean named(Path file, String name) {
        return file.getFileName().toString().equals(name);
    }
}
