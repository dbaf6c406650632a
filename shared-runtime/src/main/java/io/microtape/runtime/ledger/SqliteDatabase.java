package io.microtape.runtime.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A ledger in a file of SQLite, which lets one transaction write at a time and rows be read as they are found. */
final class SqliteDatabase implements Database.Engine {
    private static final int CONNECTIONS = 4;
    private static final int BUSY_MILLIS = 20_000;
    /** Of pages, by connection; SQLite takes a negative number for KiB. */
    private static final int CACHE_KIB = -32 * 1024;

    private final Path folder;

    private SqliteDatabase(Path folder) {
        this.folder = folder;
    }

    /** Opens a file, creating and migrating it as needed. */
    static Database open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger's folder %s cannot be created".formatted(file.getParent()), e);
        }
        SqliteLibrary.load();
        var pooled = new HikariConfig();
        pooled.setDataSource(source(file));
        pooled.setMaximumPoolSize(CONNECTIONS);
        pooled.setPoolName("ledger");
        try {
            var pool = new HikariDataSource(pooled);
            try {
                LedgerTables.migrate(pool, "sqlite", file.toString());
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
            return new Database(file.toString(), pool, pool, new SqliteDatabase(file.toAbsolutePath().getParent()));
        } catch (PoolInitializationException e) {
            throw LedgerException.refused(
                    "the ledger %s cannot be opened (%s); check that it is a ledger and may be written, that the disk is not full, and --home"
                            .formatted(file, e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private static SQLiteDataSource source(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(CACHE_KIB);
        config.enforceForeignKeys(true);
        // A transaction that reads before it writes must own the write lock from its start, or two of them deadlock.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    @Override
    public void beginToWrite(Handle tx) {}

    @Override
    public void changedMuch(Jdbi reads) {}

    @Override
    public <X extends Exception> void scan(Jdbi reads, HandleConsumer<X> reader) throws X {
        reads.useHandle(reader);
    }

    @Override
    public Optional<ServingRight> serveAlone() {
        return FileRight.take(folder);
    }

    /** One owner is all that a file has: who else would serve it must be on this machine, and would only wait for it. */
    @Override
    public Optional<ServingRight> serveAmongOthers() {
        return serveAlone();
    }
}
