package io.microtape.runtime.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.runtime.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The durable record of every manifest, run, capture and attempt: the truth that everything else is derived from.
 * Every change is one transaction and on disk when the call returns.
 */
public final class Ledger implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int BUSY_MILLIS = 20_000;
    /** Of pages, by connection; SQLite takes a negative number for KiB. */
    private static final int CACHE_KIB = -32 * 1024;

    private final String place;
    private final HikariDataSource pool;
    private final ManifestRecords manifests;
    private final RunRecords runs;
    private final RunControl runControl;
    private final RunCaptures runCaptures;
    private final Repairs repairs;
    private final CaptureRecords captures;
    private final WindowRecords windows;
    private final LeaseDesk leases;
    private final CaptureFeed captureFeed;
    private final CostQuery costs;

    private Ledger(String place, HikariDataSource pool, Clock clock, CaptureLifecycle lifecycle) {
        this.place = place;
        this.pool = pool;
        Jdbi jdbi = Jdbi.create(pool);
        this.manifests = new ManifestRecords(jdbi, clock);
        this.runs = new RunRecords(jdbi, clock);
        this.runControl = new RunControl(jdbi, clock);
        this.runCaptures = new RunCaptures(jdbi, clock);
        this.repairs = new Repairs(jdbi, clock);
        this.captures = new CaptureRecords(jdbi, clock);
        this.windows = new WindowRecords(jdbi);
        this.leases = new LeaseDesk(jdbi, clock, lifecycle);
        this.captureFeed = new CaptureFeed(jdbi);
        this.costs = new CostQuery(jdbi);
    }

    /**
     * Opens the ledger that the settings name.
     *
     * @param file        where the SQLite ledger is, if no server holds the ledger
     * @param environment holds the password of the server, {@code MICROTAPE_LEDGER_PASSWORD}
     */
    public static Ledger of(Config config, Path file, Clock clock, Map<String, String> environment) {
        return sqlite(file, clock, LeaseSettings.lifecycle(config));
    }

    /** Opens the SQLite ledger in a file, creating and migrating it as needed. */
    public static Ledger sqlite(Path file, Clock clock, CaptureLifecycle lifecycle) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger's folder %s cannot be created".formatted(file.getParent()), e);
        }
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
        var pooled = new HikariConfig();
        pooled.setDataSource(source);
        pooled.setMaximumPoolSize(CONNECTIONS);
        pooled.setPoolName("ledger");
        try {
            var pool = new HikariDataSource(pooled);
            migrate(pool);
            return new Ledger(file.toString(), pool, clock, lifecycle);
        } catch (PoolInitializationException e) {
            throw LedgerException.refused(
                    "the ledger %s cannot be opened (%s); check that it is a ledger and may be written, that the disk is not full, and --home"
                            .formatted(file, e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    /** Where it is, for people. */
    public String place() {
        return place;
    }

    public ManifestRecords manifests() {
        return manifests;
    }

    public RunRecords runs() {
        return runs;
    }

    public RunControl runControl() {
        return runControl;
    }

    public RunCaptures runCaptures() {
        return runCaptures;
    }

    public Repairs repairs() {
        return repairs;
    }

    public CaptureRecords captures() {
        return captures;
    }

    public WindowRecords windows() {
        return windows;
    }

    public LeaseDesk leases() {
        return leases;
    }

    public CaptureFeed captureFeed() {
        return captureFeed;
    }

    public CostQuery costs() {
        return costs;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static void migrate(HikariDataSource pool) {
        Flyway.configure().dataSource(pool).locations("classpath:io/microtape/ledger").load().migrate();
    }
}
