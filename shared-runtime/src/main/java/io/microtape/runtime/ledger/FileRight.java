package io.microtape.runtime.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right over a ledger in a file: a lock on a file beside it, which one process has at a time. */
record FileRight(FileChannel channel) implements ServingRight {
    private static final Logger LOG = LoggerFactory.getLogger(FileRight.class);
    private static final String NAME = "services.lock";

    /**
     * Takes it; empty when another process has it.
     *
     * @throws LedgerException when the folder cannot be written
     */
    static Optional<ServingRight> take(Path folder) {
        try {
            FileChannel channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (locked(channel)) {
                return Optional.of(new FileRight(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw LedgerException.refused("the home %s cannot be written: %s. Give another with --home"
                    .formatted(folder, e.getMessage()));
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // This process itself has it.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("the lock of the home could not be released: {}", e.getMessage());
        }
    }
}
