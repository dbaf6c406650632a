package io.microtape.runtime.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of this process for what is on its way to or from a bucket. It is made with the first file. What processes
 * that are gone left is deleted then; those that still run are known by their locks.
 */
final class Scratch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final String LOCK = ".lock";

    private final Path all;
    private final Path ours;
    private FileChannel lock;

    Scratch(Path all) {
        this.all = all.toAbsolutePath().normalize();
        this.ours = this.all.resolve(UUID.randomUUID().toString());
    }

    /** A new name. */
    synchronized Path file() throws IOException {
        if (lock == null) {
            Files.createDirectories(all);
            sweep();
            lock = FileChannel.open(all.resolve(ours.getFileName() + LOCK), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            lock.lock();
            Files.createDirectory(ours);
        }
        return ours.resolve(UUID.randomUUID() + ".tmp");
    }

    @Override
    public synchronized void close() {
        if (lock != null) {
            try {
                delete(ours);
                lock.close();
                Files.deleteIfExists(all.resolve(ours.getFileName() + LOCK));
            } catch (IOException e) {
                LOG.warn("{} could not be deleted, the next process does it: {}", ours, e.getMessage());
            }
            lock = null;
        }
    }

    private void sweep() throws IOException {
        List<Path> locks;
        try (Stream<Path> entries = Files.list(all)) {
            locks = entries.filter(path -> path.toString().endsWith(LOCK)).toList();
        }
        for (Path path : locks) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    String name = path.getFileName().toString();
                    delete(all.resolve(name.substring(0, name.length() - LOCK.length())));
                    Files.deleteIfExists(path);
                }
            } catch (OverlappingFileLockException | NoSuchFileException _) {
                // Another lake of this process, or somebody else swept it.
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
