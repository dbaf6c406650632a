package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.runtime.config.Config;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/**
 * The durable record of every manifest, run, capture and attempt: the truth that everything else is derived from.
 * Every change is one transaction and on disk when the call returns; on PostgreSQL a renewal is not waited for. Several
 * processes may have the same ledger open.
 */
public final class Ledger implements AutoCloseable {
    /** For a server that is started together with its services. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database;
    private final Clock clock;
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
    private final FleetNumbers fleetNumbers;

    Ledger(Database database, Clock clock, CaptureLifecycle lifecycle) {
        this.database = database;
        this.clock = clock;
        this.manifests = new ManifestRecords(database, clock);
        this.runs = new RunRecords(database, clock);
        this.runControl = new RunControl(database, clock);
        this.runCaptures = new RunCaptures(database, clock);
        this.repairs = new Repairs(database, clock);
        this.captures = new CaptureRecords(database, clock);
        this.windows = new WindowRecords(database);
        this.leases = new LeaseDesk(database, clock, lifecycle);
        this.captureFeed = new CaptureFeed(database);
        this.costs = new CostQuery(database);
        this.fleetNumbers = new FleetNumbers(database);
    }

    /**
     * Opens the ledger that the settings name. A server that does not answer is tried for a minute.
     *
     * @param file        where the SQLite ledger is, if no server holds the ledger
     * @param clock       the time here
     * @param environment holds the password of the server, {@code MICROTAPE_LEDGER_PASSWORD}
     * @throws LedgerException when it cannot be opened, with what to do
     */
    public static Ledger of(Config config, Path file, Clock clock, Map<String, String> environment) {
        LedgerSettings settings = config.block("ledger", LedgerSettings.class);
        CaptureLifecycle lifecycle = LeaseSettings.lifecycle(config);
        if (!settings.server()) {
            return sqlite(file, clock, lifecycle);
        }
        PostgresAccess access = PostgresAccess.of(settings, environment);
        Database database = PostgresDatabase.open(access, PATIENCE);
        try {
            return new Ledger(database, ServerClock.of(database, clock.getZone()), lifecycle);
        } catch (JdbiException e) {
            database.close();
            throw access.refused(e);
        }
    }

    /** Opens the SQLite ledger in a file, creating and migrating it as needed. */
    public static Ledger sqlite(Path file, Clock clock, CaptureLifecycle lifecycle) {
        return new Ledger(SqliteDatabase.open(file), clock, lifecycle);
    }

    /**
     * Asks for next to nothing, of a table, so that a file is looked at too.
     *
     * @throws JdbiException when there is no answer
     */
    public void requireAnswer() {
        database.useHandle(handle -> handle.select("select 1 from manifest limit 1").mapTo(int.class).findFirst());
    }

    /** Where it is, for people. */
    public String place() {
        return database.place();
    }

    /**
     * The clock that it goes by. On PostgreSQL that is the server's, so that all processes over one ledger agree when a lease
     * ends; on SQLite the one that it was opened with.
     */
    public Clock clock() {
        return clock;
    }

    /** The right to be the only process that hands out its captures; empty when another does. */
    public Optional<ServingRight> serveAlone() {
        return database.serveAlone();
    }

    /** The right to hand them out beside others; empty when one does alone. A ledger in a file has one owner at most. */
    public Optional<ServingRight> serveAmongOthers() {
        return database.serveAmongOthers();
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

    public FleetNumbers fleetNumbers() {
        return fleetNumbers;
    }

    @Override
    public void close() {
        database.close();
    }
}
