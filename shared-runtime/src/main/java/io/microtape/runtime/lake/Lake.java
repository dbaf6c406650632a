package io.microtape.runtime.lake;

import io.microtape.model.id.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that holds the Parquet files. A file is written under a temporary name beside its place and appears under
 * its own name whole or not at all; a name that is taken is never overwritten.
 */
public final class Lake {
    private static final String TEMPORARY_SUFFIX = ".tmp";
    /** The names that {@link #temporary} makes, and no others. */
    private static final Pattern TEMPORARY = Pattern
            .compile("\\..+\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.tmp");

    private final Path root;

    public Lake(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public static Lake of(io.microtape.runtime.config.Config config, Path folder) {
        return new Lake(folder);
    }

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

    /** A name beside the place of {@code path} under which its content can be written. Its folder exists afterwards. */
    public Path temporary(String path) throws IOException {
        Path file = file(path);
        createFolder(file.getParent());
        return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + TEMPORARY_SUFFIX);
    }

    /**
     * Makes a temporary file appear at {@code path}, on disk before this returns.
     *
     * @return false when the place is taken: nothing was changed and the temporary file is still there
     */
    public boolean publish(Path temporary, String path) throws IOException {
        Path file = file(path);
        sync(temporary);
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
        sync(file.getParent());
        return true;
    }

    /** Moves a file that proves nothing out of the way, under a name that no reader takes for a tape; says which. */
    public Path setAside(String path) throws IOException {
        Path file = file(path);
        Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".damaged");
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        sync(file.getParent());
        return aside;
    }

    /** Every published file, as lake paths in order. */
    public List<String> files() throws IOException {
        return walk().stream().filter(file -> file.getFileName().toString().endsWith(".parquet"))
                .map(file -> root.relativize(file).toString().replace('\\', '/')).sorted().toList();
    }

    /** Deletes left-over temporary files that a lake made, and no others; only for a process that knows that nobody else is writing. */
    public int sweepTemporaries() throws IOException {
        List<Path> left = walk().stream().filter(Lake::temporary).toList();
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        return left.size();
    }

    /** The hex SHA-256 of a file's content. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.hex(digest);
    }

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
        sync(folder.getParent());
    }

    /** Flushes a file, or the entries of a folder, to the disk. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path,
                Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
