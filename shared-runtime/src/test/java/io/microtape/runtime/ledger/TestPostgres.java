package io.microtape.runtime.ledger;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all tests, with a database for each, copied from one that has the tables already. */
final class TestPostgres {
    private static final int CONNECTIONS = 4;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** Started by the first test that needs it, ended with the JVM. */
    private static final class Shared {
        private static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            try {
                Path folder = Files.createTempDirectory("microtape-postgres");
                PostgresServer server = PostgresServer.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    delete(folder);
                }));
                // In a language whose order is not that of the characters' numbers.
                execute(server, "create database filled template template0 locale_provider icu icu_locale 'en-US'");
                PostgresDatabase.open(access(server, "filled"), Duration.ZERO).close();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The one server; the test is skipped where there is none. */
    static PostgresServer server() {
        assumeTrue(PostgresServer.isInstalled(), PostgresServer.INSTALL);
        return Shared.SERVER;
    }

    /** A database of its own with a new ledger in it; it is dropped when the place is closed. */
    static Engine.Place database() {
        String name = "ledger" + DATABASES.incrementAndGet();
        execute(Shared.SERVER, "create database " + name + " template filled");
        return new Engine.Place() {
            @Override
            public Ledger open(Clock clock, CaptureLifecycle lifecycle) {
                return new Ledger(PostgresDatabase.connect(access(Shared.SERVER, name)), clock, lifecycle);
            }

            @Override
            public Connection sql() throws SQLException {
                return DriverManager.getConnection(Shared.SERVER.url(name), Shared.SERVER.user(),
                        Shared.SERVER.password());
            }

            @Override
            public void close() {
                execute(Shared.SERVER, "drop database " + name + " with (force)");
            }
        };
    }

    static PostgresAccess access(PostgresServer server, String database) {
        return new PostgresAccess(server.url(database), server.user(), server.password(), CONNECTIONS);
    }

    static void execute(PostgresServer server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
