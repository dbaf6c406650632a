package io.microtape.runtime.ledger;

import io.microtape.runtime.process.UnpackedLibrary;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite itself, which its driver would leave in the folder of temporary files when a process is killed. */
final class SqliteLibrary {
    private static final String FOLDER = "org.sqlite.tmpdir";

    private static boolean loaded;

    private SqliteLibrary() {}

    /** @throws LedgerException when it cannot be loaded on this machine */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        if (System.getProperty(FOLDER) != null) {
            // Somebody chose a folder for it.
            loaded = true;
            return;
        }
        try {
            UnpackedLibrary.load(folder -> {
                System.setProperty(FOLDER, folder.toString());
                SQLiteJDBCLoader.initialize();
            });
            loaded = true;
        } catch (Exception e) {
            throw LedgerException.refused(
                    "SQLite cannot be unpacked and loaded (%s); check that the folder of temporary files may be written and is not full, or name another with -Djava.io.tmpdir"
                            .formatted(e.getMessage()));
        } finally {
            System.clearProperty(FOLDER);
        }
    }
}
