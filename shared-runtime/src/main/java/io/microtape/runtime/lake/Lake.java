package io.microtape.runtime.lake;

import io.microtape.model.id.Sha256;
import io.microtape.runtime.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What holds the Parquet files: a folder or a bucket. A file is written under a temporary name on this machine's disk and
 * appears under its own name whole or not at all; a name that is taken is never overwritten. Paths of the lake have
 * forward slashes and lead nowhere else. Safe for many threads and, all but the sweep of a folder, for many processes.
 *
 * <p>Whatever fails is an {@link IOException} in words for people. One that says nothing of the file that was asked for is
 * a {@link LakeUnavailableException}.
 */
public interface Lake extends AutoCloseable {
    /** The lake that the settings name: the bucket of {@code lake.bucket}, else this folder. Nothing is read yet. */
    static Lake of(Config config, Path folder) {
        var settings = config.block("lake", LakeSettings.class);
        return settings.remote()
                ? new S3Lake(settings, folder.resolveSibling("scratch"), Clock.systemUTC())
                : new FolderLake(folder);
    }

    /** Where the lake is, for people: a folder's absolute path, or {@code s3://bucket/prefix}. */
    String name();

    /** Where a file is or would be, for people and for other tools. */
    String shown(String path);

    /** The lines that read a file in other tools. */
    LakeReaders readers(String path);

    /** The folder that nothing else may be written into; empty when the lake takes none. */
    Optional<Path> folder();

    /** A new name on this machine's disk under which the content of {@code path} can be written. Its folder exists afterwards. */
    Path temporary(String path) throws IOException;

    /**
     * Makes a temporary file appear at {@code path}, stored for good before this returns.
     *
     * @return false when the place is taken: nothing was changed and the temporary file is still there. A bucket, where an
     *         answer may be lost, also says true when the very same bytes stand there already.
     */
    boolean publish(Path temporary, String path) throws IOException;

    /** Whether there is a file. */
    boolean has(String path) throws IOException;

    /**
     * A file as it is stored now, to be read as a local one until it is closed.
     *
     * @throws NoSuchFileException when there is none
     */
    LakeFile read(String path) throws IOException;

    /**
     * As {@link #read}, for who asks often: what was fetched before is taken again as long as the store says that the file
     * was not changed.
     */
    LakeFile look(String path) throws IOException;

    /** Moves a file that proves nothing out of the way, under a name that no reader takes for a tape; says which. */
    String setAside(String path) throws IOException;

    /** Every published file, as lake paths in order. */
    List<String> files() throws IOException;

    /** Where processes on other disks find the manifests; empty when the lake is no place for them. */
    Optional<SharedFolders> manifests();

    /**
     * Removes what writers that are gone have left half-written, and nothing else; says how much. Of a folder only for a process that
     * knows that nobody else is writing; of a bucket what is older than a day.
     */
    int sweepTemporaries() throws IOException;

    /** Gives back what this process holds of it on its disk. */
    @Override
    void close();

    /** The hex SHA-256 of a file's content. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.hex(digest);
    }

    /** Flushes a file, or the entries of a folder, to the disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path,
                Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
