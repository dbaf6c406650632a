package io.microtape.runtime.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a database of PostgreSQL, for services on several machines. Who writes takes one lock for the length of a
 * transaction; so changes are numbered in the order in which they are committed.
 */
final class PostgresDatabase implements Database.Engine {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    /** The letters "microtap"; who else uses advisory locks in the database keeps off it. */
    static final long WRITE_LOCK = 0x6d6963726f746170L;
    /** One at a time writes in the whole fleet, so that more would only wait at the server and not here. */
    private static final int WRITERS = 1;
    private static final long CONNECTION_MILLIS = 30_000;

    /** One holds the lock of the migrations while the other migrates. */
    private static final int MIGRATION_CONNECTIONS = 2;

    /** In any other a transaction would see what was there before it waited for the lock. */
    private static final String ISOLATION = "set session characteristics as transaction isolation level read committed;";
    /** Nothing waits for ever: not for whom else writes, not for a statement, not for who froze while reading. */
    private static final String ALWAYS = ISOLATION + "set lock_timeout = '30s'; set statement_timeout = '5min';"
            + "set idle_in_transaction_session_timeout = '10min';";
    /**
     * What is written beside the transactions are renewals and the numbers of the fleet. If the last of them are lost with the
     * machine of the server, a lease ends early; that is not worth a wait for the disk each time.
     */
    private static final String BESIDE = ALWAYS + "set synchronous_commit = off";

    private final PostgresAccess access;

    private PostgresDatabase(PostgresAccess access) {
        this.access = access;
    }

    /**
     * Opens a ledger, creating and migrating its tables as needed. Several processes may do so at once.
     *
     * @param patience for how long to go on trying while the server cannot be reached
     * @throws LedgerException when it cannot be opened, with what to do
     */
    static Database open(PostgresAccess access, Duration patience) {
        new PostgresStart(access, patience).await();
        try {
            migrate(access);
            return connect(access);
        } catch (FlywayException | PoolInitializationException e) {
            throw access.refused(e);
        }
    }

    /** Opens one whose tables are those of this version. */
    static Database connect(PostgresAccess access) {
        HikariDataSource beside = pool(access, "ledger", access.connections() - WRITERS, BESIDE);
        return new Database(access.place(), beside, writing(access, beside), new PostgresDatabase(access));
    }

    private static void migrate(PostgresAccess access) {
        try (var tables = pool(access, "ledger-tables", MIGRATION_CONNECTIONS, ISOLATION)) {
            Flyway.configure().dataSource(tables).locations("classpath:io/microtape/ledger/postgresql").load()
                    .migrate();
        }
    }

    private static HikariDataSource writing(PostgresAccess access, HikariDataSource beside) {
        try {
            return pool(access, "ledger-writes", WRITERS, ALWAYS);
        } catch (PoolInitializationException e) {
            beside.close();
            throw e;
        }
    }

    private static HikariDataSource pool(PostgresAccess access, String name, int most, String init) {
        var pooled = new HikariConfig();
        pooled.setJdbcUrl(access.url());
        pooled.setUsername(access.user());
        pooled.setPassword(access.password().isEmpty() ? null : access.password());
        pooled.setDataSourceProperties(access.properties());
        pooled.setPoolName(name);
        pooled.setMaximumPoolSize(most);
        pooled.setMinimumIdle(1);
        pooled.setConnectionTimeout(CONNECTION_MILLIS);
        pooled.setConnectionInitSql(init);
        return new HikariDataSource(pooled);
    }

    /** A process that freezes meanwhile loses the transaction, before those who wait give up. */
    @Override
    public void beginToWrite(Handle tx) {
        tx.execute("select set_config('idle_in_transaction_session_timeout', '20s', true), pg_advisory_xact_lock("
                + WRITE_LOCK + ")");
    }

    /**
     * It plans by statistics, and gathers them by itself only after a while: until then it would read all captures of a run to
     * find its next one. Nothing depends on that they could be gathered.
     */
    @Override
    public void changedMuch(Jdbi reads) {
        try {
            reads.useHandle(handle -> handle.execute("analyze capture, manifest_capture, run_window, run"));
        } catch (JdbiException e) {
            LOG.debug("no new statistics of the ledger", e);
        }
    }

    /** The driver hands on rows before it has all of them only within a transaction. */
    @Override
    public <X extends Exception> void scan(Jdbi reads, HandleConsumer<X> reader) throws X {
        reads.useTransaction(reader);
    }

    @Override
    public Optional<ServingRight> serveAlone() {
        return PostgresRight.alone(access);
    }

    @Override
    public Optional<ServingRight> serveAmongOthers() {
        return PostgresRight.amongOthers(access);
    }
}
