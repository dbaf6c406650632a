package io.microtape.benchmarks.soak;

import io.microtape.runtime.Home;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where a soak keeps what. */
record Folders(Path root) {
    Home home() {
        return new Home(root.resolve("home"));
    }

    /** What the processes take for the system's folder of temporary files. */
    Path scratch() {
        return root.resolve("scratch");
    }

    Path universes() {
        return root.resolve("universes");
    }

    Path exports() {
        return root.resolve("exports");
    }

    Path logs() {
        return root.resolve("logs");
    }

    void create() throws IOException {
        for (Path folder : List.of(scratch(), universes(), exports(), logs())) {
            Files.createDirectories(folder);
        }
    }

    /** What is there only while something is at work: files that begin with a dot in the home, and all of the scratch folder. */
    List<Path> temporaries() throws IOException {
        List<Path> found = files(home().folder(), Folders::hidden);
        try (Stream<Path> left = Files.list(scratch())) {
            left.forEach(found::add);
        }
        return found;
    }

    /** The published files of the lake. */
    List<Path> tapes() throws IOException {
        return files(home().lake(), file -> file.toString().endsWith(".parquet") && !hidden(file));
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean hidden(Path file) {
        for (Path part : file) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** Files below a folder by their path in it; what goes away meanwhile is left out. */
    private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.exists(folder)) {
            return found;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(folder.relativize(file))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
