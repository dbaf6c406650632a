package io.microtape.manifest.store;

import io.microtape.runtime.lake.SharedFolders;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of manifests, each in a folder named by its id. A manifest appears whole or not at all, and is never written a
 * second time: everything goes into a hidden sibling folder, is forced to disk and then renamed.
 */
public final class ManifestStore {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

    private final Path folder;
    private final Optional<SharedFolders> shared;

    public ManifestStore(Path folder) {
        this(folder, Optional.empty());
    }

    /** @param shared where other processes find what this one stores, and this one what they did */
    public ManifestStore(Path folder, Optional<SharedFolders> shared) {
        this.folder = folder;
        this.shared = shared;
    }

    /**
     * Where a manifest is, or would be. One that another process stored is fetched whole; that it is what was built, its reader
     * proves.
     *
     * @throws TableException when the text cannot be an id, or the manifest is elsewhere and cannot be fetched
     */
    public Path path(String manifestId) {
        if (!ID.matcher(manifestId).matches()) {
            throw new TableException("'%s' is no id of a manifest; one looks like core_20240308_1a2b3c4d5e6f"
                    .formatted(manifestId));
        }
        Path path = folder.resolve(manifestId);
        if (shared.isPresent() && !Files.exists(path)) {
            fetch(shared.get(), manifestId, path);
        }
        return path;
    }

    private void fetch(SharedFolders from, String manifestId, Path path) {
        Path unfinished = unfinished(manifestId);
        try {
            if (!from.holds(manifestId, ManifestFile.NAME)) {
                return;
            }
            Files.createDirectories(unfinished);
            try {
                from.fetch(manifestId, unfinished);
                force(unfinished, StandardOpenOption.READ);
                rename(unfinished, path);
            } finally {
                delete(unfinished);
            }
        } catch (IOException e) {
            throw new TableException("manifest %s cannot be fetched to %s: %s".formatted(manifestId, path,
                    e.getMessage()), e);
        }
    }

    /** Another process may have been quicker, with the same. */
    private void rename(Path unfinished, Path path) throws IOException {
        try {
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            force(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            if (!Files.exists(path)) {
                throw e;
            }
        }
    }

    /**
     * Makes a stored manifest known to other processes, if it is not yet.
     *
     * @throws TableException when it cannot be put where they look
     */
    public void share(String manifestId) {
        if (shared.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.list(path(manifestId))) {
            shared.get().put(manifestId, files.toList(), ManifestFile.NAME);
        } catch (IOException e) {
            throw new TableException("manifest %s cannot be shared, build it again: %s".formatted(manifestId,
                    e.getMessage()), e);
        }
    }

    private Path unfinished(String manifestId) {
        return folder.resolve("." + manifestId + "." + UUID.randomUUID());
    }

    /**
     * Whether this manifest is stored already.
     *
     * @throws TamperedManifestException when something else is stored under its id
     */
    public boolean holds(ManifestIdentity identity) {
        Path path = path(identity.manifestId());
        if (!Files.exists(path)) {
            return false;
        }
        ManifestIdentity stored = ManifestFile.read(path).identity();
        if (!stored.contentHash().equals(identity.contentHash())) {
            throw new TamperedManifestException("%s holds the content %s, not %s; move it away and build again"
                    .formatted(path, stored.contentHash(), identity.contentHash()));
        }
        return true;
    }

    /**
     * Stores a manifest with its reports, unless another process has just stored the same one.
     *
     * @param rejections see {@link RejectionTable}
     * @param texts      further files by name
     * @throws TableException when the folder cannot be written
     */
    public void publish(Draft draft, Table rejections, Map<String, String> texts) {
        String id = draft.identity().manifestId();
        Path unfinished = unfinished(id);
        try {
            Files.createDirectories(unfinished);
            try {
                write(draft, rejections, texts, unfinished);
                publish(unfinished, draft.identity());
            } finally {
                delete(unfinished);
            }
        } catch (IOException e) {
            throw new TableException("manifest %s cannot be written to %s: check free space and permissions (%s)"
                    .formatted(id, folder, e.getMessage()), e);
        }
        share(id);
    }

    private static void write(Draft draft, Table rejections, Map<String, String> texts, Path into) throws IOException {
        ParquetTables.write(into.resolve(ManifestFile.NAME), draft.manifest(), draft.identity().footer());
        ParquetTables.write(into.resolve(RejectionTable.FILE), rejections, Map.of());
        for (var text : texts.entrySet()) {
            Files.writeString(into.resolve(text.getKey()), text.getValue());
        }
        try (Stream<Path> files = Files.list(into)) {
            for (Path file : files.toList()) {
                force(file, StandardOpenOption.WRITE);
            }
        }
        force(into, StandardOpenOption.READ);
    }

    private void publish(Path unfinished, ManifestIdentity identity) throws IOException {
        try {
            Files.move(unfinished, path(identity.manifestId()), StandardCopyOption.ATOMIC_MOVE);
            force(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            if (!holds(identity)) {
                throw e;
            }
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (var channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private static void delete(Path unfinished) throws IOException {
        if (Files.exists(unfinished)) {
            try (Stream<Path> files = Files.list(unfinished)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(unfinished);
        }
    }
}
