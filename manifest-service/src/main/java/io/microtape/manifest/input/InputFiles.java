package io.microtape.manifest.input;

import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the files that a user named: one file, a folder (its {@code *.parquet}, {@code *.csv} and {@code *.csv.gz},
 * without sub-folders) or a glob ({@code /x/events_*.parquet}, {@code **} for folders of any depth). An existing path is
 * taken literally even if its name holds glob characters.
 */
public final class InputFiles {
    private static final Comparator<InputFile> BY_NAME_THEN_CONTENT = Comparator
            .comparing((InputFile file) -> file.identity().name()).thenComparing(file -> file.identity().sha256());

    private InputFiles() {}

    /**
     * The files at a location, in an order that depends on their names and contents only, not on their folders.
     *
     * @throws TableException when there is none, or one of them cannot be read
     */
    public static List<InputFile> at(String location) {
        Path path = path(location);
        List<Path> found = Files.exists(path) ? existing(path) : matching(path);
        return found.stream().map(InputFile::of).sorted(BY_NAME_THEN_CONTENT).toList();
    }

    /** Whether a location names one file, not a folder or a glob. */
    public static boolean isOneFile(String location) {
        return Files.isRegularFile(path(location));
    }

    private static Path path(String location) {
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            throw new TableException("'%s' holds what no path can".formatted(location.replace('\0', '?')), e);
        }
    }

    private static List<Path> existing(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new TableException("%s is neither a file nor a folder: give a file that has an end".formatted(path));
        }
        List<Path> files = walk(path, 1, InputFormat::isData);
        if (files.isEmpty()) {
            throw new TableException(
                    "folder %s holds no .parquet, .csv or .csv.gz file: name the folder that the files are in, or a glob"
                            .formatted(path));
        }
        return files;
    }

    private static List<Path> matching(Path pattern) {
        Path base = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
        int fixed = 0;
        while (fixed < pattern.getNameCount() && !hasWildcard(pattern.getName(fixed))) {
            base = base.resolve(pattern.getName(fixed++));
        }
        if (fixed == pattern.getNameCount()) {
            throw new TableException("%s does not exist: give a Parquet or CSV file, a folder of them or a glob"
                    .formatted(pattern));
        }
        if (!Files.isDirectory(base)) {
            throw new TableException("no file matches %s: there is no folder %s".formatted(pattern, base));
        }
        int depth = pattern.toString().contains("**") ? Integer.MAX_VALUE : pattern.getNameCount() - fixed;
        PathMatcher matcher = matcher(pattern);
        List<Path> files = walk(base, depth, matcher::matches);
        if (files.isEmpty()) {
            throw new TableException("no file matches %s: check the pattern, and that the files have arrived"
                    .formatted(pattern));
        }
        return files;
    }

    private static PathMatcher matcher(Path pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new TableException("%s is no glob: %s; close what it opens".formatted(pattern, e.getDescription()),
                    e);
        }
    }

    private static boolean hasWildcard(Path name) {
        return name.toString().chars().anyMatch(character -> "*?[{".indexOf(character) >= 0);
    }

    private static List<Path> walk(Path folder, int depth, Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(Files::isRegularFile).filter(wanted).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new TableException("folder %s cannot be listed: check that you may read it".formatted(folder), e);
        }
    }
}
