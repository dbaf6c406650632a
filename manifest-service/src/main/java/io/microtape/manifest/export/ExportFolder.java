package io.microtape.manifest.export;

import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.lake.Lake;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a dataset while it is written: a hidden one beside its place, which it takes whole or not at all. What an
 * export that was killed left beside the place is deleted by the next one; that of one which still runs, known by its
 * lock, is left alone.
 */
final class ExportFolder implements Closeable {
    private static final String DRAFT = ".export";
    private static final String LOCK = ".lock";
    private static final String REPLACED = ".replaced";
    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private final Path place;
    private final Path draft;
    private final Path replaced;
    private final Path lockFile;
    private final FileChannel lock;

    private ExportFolder(Path place, String id) throws IOException {
        this.place = place;
        this.draft = beside(place, id + DRAFT);
        this.replaced = beside(place, id + REPLACED);
        this.lockFile = beside(place, id + DRAFT + LOCK);
        this.lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        Files.createDirectory(draft);
    }

    /**
     * Begins a dataset for a place.
     *
     * @throws ConfigException when the place is taken by something that must not, or was not said to, give way
     */
    static ExportFolder begin(Path place, boolean replace) throws IOException {
        Files.createDirectories(place.getParent());
        sweep(place);
        if (taken(place) && !ExportReport.isAt(place)) {
            throw new ConfigException("%s is there and is no export; give another folder with --to".formatted(place));
        }
        if (taken(place) && !replace) {
            throw new ConfigException(
                    "%s holds an export already; give --replace to have it replaced, or another folder with --to"
                            .formatted(place));
        }
        return new ExportFolder(place, UUID.randomUUID().toString());
    }

    /** Where to write. */
    Path draft() {
        return draft;
    }

    /** Gives the dataset its name. An earlier one that was to be replaced is gone afterwards. */
    void publish() throws IOException {
        try (Stream<Path> tree = Files.walk(draft)) {
            for (Path folder : tree.filter(Files::isDirectory).toList()) {
                Lake.sync(folder);
            }
        }
        if (taken(place)) {
            Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        Lake.sync(place.getParent());
        delete(replaced);
    }

    @Override
    public void close() throws IOException {
        delete(draft);
        lock.close();
        Files.deleteIfExists(lockFile);
    }

    /** An empty folder is as good as none. */
    private static boolean taken(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            // A link that leads nowhere too: no folder can take its name.
            return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findFirst().isPresent();
        }
    }

    private static void sweep(Path place) throws IOException {
        for (Path left : left(place, REPLACED)) {
            if (ExportReport.isAt(place)) {
                delete(left);
            } else if (!taken(place)) {
                // Killed between the two renames: the earlier export has its name back.
                Files.move(left, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (Path lockFile : left(place, DRAFT + LOCK)) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                    FileLock ours = channel.tryLock()) {
                if (ours != null) {
                    String name = lockFile.getFileName().toString();
                    delete(lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())));
                    Files.deleteIfExists(lockFile);
                }
            } catch (OverlappingFileLockException _) {
                // An export of this process: it runs.
            }
        }
    }

    private static List<Path> left(Path place, String ending) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote("." + place.getFileName() + ".") + ID + Pattern.quote(ending));
        try (Stream<Path> beside = Files.list(place.getParent())) {
            return beside.filter(path -> name.matcher(path.getFileName().toString()).matches()).toList();
        }
    }

    private static Path beside(Path place, String ending) {
        return place.resolveSibling("." + place.getFileName() + "." + ending);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
