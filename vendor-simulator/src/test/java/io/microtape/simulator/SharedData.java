package io.microtape.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the recorded data that lies beside a checkout and is no part of it: the folder named by the system property or
 * the environment variable {@code MICROTAPE_SHARED}, else {@code shared} beside the checkout or a folder above it.
 */
public final class SharedData {
    private static final String NAME = "MICROTAPE_SHARED";

    private SharedData() {}

    /** The folder {@code data}; a test that asks for it is skipped, and says so, when it is not there. */
    public static Path folder() {
        Optional<Path> given = Stream.of(System.getProperty(NAME), System.getenv(NAME))
                .filter(path -> path != null && !path.isBlank()).findFirst().map(Path::of);
        Optional<Path> found = given.or(SharedData::beside).map(shared -> shared.resolve("data"))
                .filter(data -> Files.isDirectory(data.resolve("ticks")));
        assumeTrue(found.isPresent(),
                "SKIPPED: no recorded ticks; set %s to the folder that holds data/ticks".formatted(NAME));
        return found.orElseThrow();
    }

    private static Optional<Path> beside() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared")).filter(path -> Files.isDirectory(path.resolve("data/ticks")))
                .findFirst();
    }
}
