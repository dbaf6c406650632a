package io.microtape.runtime.lake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A lake in a folder. A file is written under a temporary name beside its place and appears under its own name by a link,
 * flushed to the disk.
 */
public final class FolderLake implements Lake {
    private static final String TEMPORARY_SUFFIX = ".tmp";
    /** The names that {@link #temporary} makes, and no others. */
    private static final Pattern TEMPORARY = Pattern
            .compile("\\..+\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.tmp");

    private final Path root;

    public FolderLake(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The folder that every path of the lake is below. */
    public Path root() {
        return root;
    }

    /** The file at a lake path, whether it exists or not. */
    public Path file(String path) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("'%s' leads out of the lake".formatted(path));
        }
        return file;
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public String shown(String path) {
        // Forward slashes are understood by all tools on every system.
        return file(path).toString().replace('\\', '/');
    }

    @Override
    public LakeReaders readers(String path) {
        return LakeReaders.of(shown(path), "");
    }

    @Override
    public Optional<Path> folder() {
        return Optional.of(root);
    }

    @Override
    public Path temporary(String path) throws IOException {
        Path file = file(path);
        createFolder(file.getParent());
        return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + TEMPORARY_SUFFIX);
    }

    @Override
    public boolean publish(Path temporary, String path) throws IOException {
        Path file = file(path);
        Lake.sync(temporary);
        // A link fails where a rename would silently replace: a downloader that lost its lease must not overwrite.
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without links, such as exFAT or some network shares: look, then rename. Where the link failed
            // for another reason, such as a full disk, the rename fails for it too.
            if (Files.exists(file)) {
                return false;
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(temporary);
        Lake.sync(file.getParent());
        return true;
    }

    @Override
    public boolean has(String path) {
        return Files.exists(file(path));
    }

    @Override
    public LakeFile read(String path) throws IOException {
        Path file = file(path);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new LakeFile(file, file.toString(), attributes.size() + " " + attributes.lastModifiedTime(), () -> {});
    }

    @Override
    public LakeFile look(String path) throws IOException {
        return read(path);
    }

    @Override
    public String setAside(String path) throws IOException {
        Path file = file(path);
        Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".damaged");
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        Lake.sync(file.getParent());
        return aside.toString();
    }

    @Override
    public List<String> files() throws IOException {
        return walk().stream().filter(file -> file.getFileName().toString().endsWith(".parquet"))
                .map(file -> root.relativize(file).toString().replace('\\', '/')).sorted().toList();
    }

    @Override
    public Optional<SharedFolders> manifests() {
        return Optional.empty();
    }

    @Override
    public int sweepTemporaries() throws IOException {
        List<Path> left = walk().stream().filter(FolderLake::temporary).toList();
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        return left.size();
    }

    @Override
    public void close() {}

    private List<Path> walk() throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean temporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    /** Creates a folder and those above it, each on disk in the one that holds it. */
    private static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        createFolder(folder.getParent());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        Lake.sync(folder.getParent());
    }
}
