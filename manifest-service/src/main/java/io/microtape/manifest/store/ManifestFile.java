package io.microtape.manifest.store;

import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;

/**
 * A stored manifest whose rows are proven to be the ones its id promises: the content hash was recomputed from them and
 * agrees with the footer, with the id and with the name of the folder.
 */
public record ManifestFile(ManifestIdentity identity, ManifestEvents events) {
    /** The name of the file in the manifest's folder. */
    public static final String NAME = "manifest.parquet";

    /**
     * Reads the manifest in a folder.
     *
     * @throws TableException            when it cannot be read
     * @throws TamperedManifestException when it is not what its id promises
     */
    public static ManifestFile read(Path folder) {
        Path file = folder.resolve(NAME);
        ManifestIdentity identity = ManifestIdentity.of(ParquetTables.footer(file));
        Table table = ParquetTables.read(file);
        String hash = ContentHash.of(table, identity.configHash(), identity.enrichmentVersion(),
                identity.recipeVersion(), identity.parentId());
        String folderName = folder.toAbsolutePath().normalize().getFileName().toString();
        if (!identity.manifestId().equals(folderName)) {
            throw new TamperedManifestException(
                    "%s says it is manifest '%s', its folder says '%s'; move the folder away and build again"
                            .formatted(file, identity.manifestId(), folderName));
        }
        if (!hash.equals(identity.contentHash()) || !folderName.endsWith('_' + ManifestIdentity.shortHash(hash))) {
            throw new TamperedManifestException(
                    "%s was changed after it was built: its rows have the hash %s, the footer promises %s; move the folder away and build again"
                            .formatted(file, hash, identity.contentHash()));
        }
        return new ManifestFile(identity, ManifestEvents.of(table));
    }
}
