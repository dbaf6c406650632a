package io.microtape.manifest.store;

import io.microtape.model.profile.Profile;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;

/** A stored manifest whose rows and profile are those that the ledger knows to have been built. */
public record ProvenManifest(ManifestEvents events, Profile profile) {

    /**
     * Reads a manifest of the ledger.
     *
     * @throws TamperedManifestException when what is stored is not what was built
     */
    public static ProvenManifest read(ManifestStore store, ManifestRecord manifest) {
        Path folder = store.path(manifest.manifestId());
        ManifestFile file = rows(folder, manifest);
        return new ProvenManifest(file.events(), Sidecar.profile(folder, file.identity()));
    }

    /**
     * The manifest in a folder, of which only the rows are proven.
     *
     * @throws TamperedManifestException when they are not what the ledger knows, or cannot be read
     */
    public static ManifestFile rows(Path folder, ManifestRecord manifest) {
        ManifestFile file = read(folder);
        if (!file.identity().contentHash().equals(manifest.contentHash())) {
            throw new TamperedManifestException(
                    "%s holds the content %s, the ledger knows %s; move the folder away and build again".formatted(
                            folder, file.identity().contentHash(), manifest.contentHash()));
        }
        return file;
    }

    private static ManifestFile read(Path folder) {
        try {
            return ManifestFile.read(folder);
        } catch (TableException e) {
            throw new TamperedManifestException("%s; move the folder away and build again".formatted(e.getMessage()));
        }
    }
}
