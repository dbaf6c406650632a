package io.microtape.runtime.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** The tables of a ledger, created and brought up to this version; those of a newer one are left alone. */
final class LedgerTables {
    private LedgerTables() {}

    /**
     * @param engine folder of the migrations
     * @param place  where the ledger is, for people
     * @throws LedgerException when a newer version migrated it, or one that was never released
     */
    static void migrate(DataSource tables, String engine, String place) {
        try {
            migrated(tables, engine, place);
        } catch (FlywayValidateException e) {
            throw LedgerException.refused(
                    "the ledger %s is none of a released version: its tables were made by other migrations (%s); use the version that made it, or another --home"
                            .formatted(place, e.getMessage().lines().skip(1).findFirst().orElse("")));
        }
    }

    private static void migrated(DataSource tables, String engine, String place) {
        Flyway flyway = Flyway.configure().dataSource(tables).locations("classpath:io/microtape/ledger/" + engine)
                .load();
        for (var migration : flyway.info().applied()) {
            // By itself it warns of them, and goes on over tables that it does not know.
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    || migration.getState() == MigrationState.FUTURE_FAILED) {
                throw LedgerException.refused(
                        "the ledger %s was migrated by a newer version (%s, %s); use that version, or restore a backup of before"
                                .formatted(place, migration.getVersion(), migration.getDescription()));
            }
        }
        flyway.migrate();
    }
}
