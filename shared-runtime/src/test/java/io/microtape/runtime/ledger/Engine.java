package io.microtape.runtime.ledger;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;

/** What a ledger may stand on. */
enum Engine {
    SQLITE("SQLite") {
        @Override
        void assumeInstalled() {}

        @Override
        Place place(Path folder) {
            Path file = folder.resolve("ledger.db");
            return new Place() {
                @Override
                public Ledger open(Clock clock, CaptureLifecycle lifecycle) {
                    return Ledger.sqlite(file, clock, lifecycle);
                }

                @Override
                public Connection sql() throws SQLException {
                    return DriverManager.getConnection("jdbc:sqlite:" + file);
                }

                @Override
                public void close() {}
            };
        }
    },
    POSTGRESQL("PostgreSQL") {
        @Override
        void assumeInstalled() {
            assumeTrue(PostgresServer.isInstalled(), PostgresServer.INSTALL);
        }

        @Override
        Place place(Path folder) {
            return TestPostgres.database();
        }
    };

    private final String title;

    Engine(String title) {
        this.title = title;
    }

    /** Where one ledger is, which may be opened several times. */
    interface Place extends AutoCloseable {
        Ledger open(Clock clock, CaptureLifecycle lifecycle);

        /** To look at it past the ledger. */
        Connection sql() throws SQLException;

        @Override
        void close();
    }

    /** Skips the test where there is no server for it. */
    abstract void assumeInstalled();

    /** A place for a new ledger. */
    abstract Place place(Path folder);

    @Override
    public String toString() {
        return title;
    }
}
