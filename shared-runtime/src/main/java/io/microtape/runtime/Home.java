package io.microtape.runtime;

import java.nio.file.Path;

/** The folder in which one installation keeps all it has: ledger, manifests, lake. */
public record Home(Path folder) {
    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path ledger() {
        return folder.resolve("ledger.db");
    }

    public Path manifests() {
        return folder.resolve("manifests");
    }

    public Path lake() {
        return folder.resolve("lake");
    }

    /** Where the demo writes the events and bars it made up. */
    public Path universe() {
        return folder.resolve("universe");
    }
}
