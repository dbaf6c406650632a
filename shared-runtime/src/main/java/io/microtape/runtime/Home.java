package io.microtape.runtime;

import io.microtape.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder in which one installation keeps all it has: ledger, manifests, lake. */
public record Home(Path folder) {
    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path ledger() {
        return folder.resolve("ledger.db");
    }

    public Path manifests() {
        return folder.resolve("manifests");
    }

    public Path lake() {
        return folder.resolve("lake");
    }

    /** Where the demo writes the events and bars it made up. */
    public Path universe() {
        return folder.resolve("universe");
    }

    /**
     * Takes the right to run services over this home, which one process has at a time; empty when another has it. It ends
     * with the process, however that ends.
     */
    public Optional<FileLock> lock() {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve("services.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                }
                return Optional.ofNullable(lock);
            } catch (OverlappingFileLockException e) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new ConfigException(
                    "the home %s cannot be written: %s. Give another with --home".formatted(folder, e.getMessage()));
        }
    }
}
