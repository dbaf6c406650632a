package io.microtape.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native code that a library unpacks into a temporary file. The file is deleted as soon as it is loaded: a process that is
 * killed would leave it behind for ever, a megabyte each time.
 */
public final class UnpackedLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);

    private UnpackedLibrary() {}

    /** Unpacks native code into a folder and loads it. */
    @FunctionalInterface
    public interface Loader {
        /** @throws Exception which says why it cannot be loaded */
        void load(Path folder) throws Exception;
    }

    /**
     * Loads native code by way of a folder that is gone afterwards.
     *
     * @throws Exception when the folder cannot be made, or as the loader does
     */
    public static void load(Loader loader) throws Exception {
        Path folder = Files.createTempDirectory("microtape");
        // The library deletes its file at the end of the process, before this: what is registered last is deleted first.
        folder.toFile().deleteOnExit();
        try {
            loader.load(folder);
        } finally {
            delete(folder);
        }
    }

    /** A system that does not delete what is in use deletes it at the end of the process. */
    private static void delete(Path folder) {
        try (Stream<Path> unpacked = Files.list(folder)) {
            for (Path file : unpacked.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("{} stays until the process ends", folder, e);
        }
    }
}
