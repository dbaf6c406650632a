package io.microtape.manifest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the real data that lie in a folder {@code shared} beside the checkout, or where MICROTAPE_SHARED says. */
final class SharedData {
    private SharedData() {}

    static Optional<Path> find() {
        Stream<Path> named = Optional.ofNullable(System.getenv("MICROTAPE_SHARED")).map(Path::of).stream();
        Stream<Path> above = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared"));
        return Stream.concat(named, above).map(path -> path.resolve("data"))
                .filter(path -> Files.isDirectory(path.resolve("events"))).findFirst();
    }
}
