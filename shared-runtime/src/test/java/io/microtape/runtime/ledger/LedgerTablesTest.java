package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureLifecycle;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrations of both engines come to the same tables. */
class LedgerTablesTest {
    private static final Set<String> TABLES = Set.of("manifest", "approval", "run", "run_window", "capture",
            "manifest_capture", "attempt", "vendor_refusals", "capture_change", "fleet_number");

    @TempDir
    Path folder;

    @Test
    void tables_columns_and_indexes_are_the_same_on_both_engines() throws SQLException {
        Engine.POSTGRESQL.assumeInstalled();
        Set<String> sqlite = tables(Engine.SQLITE);
        assertThat(sqlite).hasSizeGreaterThan(100);
        assertThat(tables(Engine.POSTGRESQL)).containsExactlyInAnyOrderElementsOf(sqlite);
    }

    private Set<String> tables(Engine engine) throws SQLException {
        Set<String> all = new TreeSet<>();
        try (var place = engine.place(folder)) {
            place.open(Clock.systemUTC(), new CaptureLifecycle(3, Duration.ZERO, Duration.ZERO, Duration.ZERO,
                    List.of(), 0)).close();
            try (var sql = place.sql()) {
                DatabaseMetaData data = sql.getMetaData();
                for (String table : TABLES) {
                    Set<String> keys = new TreeSet<>();
                    for (ResultSet row = data.getPrimaryKeys(null, null, table); row.next();) {
                        keys.add(row.getString("COLUMN_NAME"));
                    }
                    for (ResultSet row = data.getColumns(null, null, table, null); row.next();) {
                        String column = row.getString("COLUMN_NAME");
                        // SQLite says that keys may be null.
                        all.add("%s.%s %s".formatted(table, column, keys.contains(column)
                                ? "key"
                                : row.getString("IS_NULLABLE")));
                    }
                    for (ResultSet row = data.getIndexInfo(null, null, table, false, true); row.next();) {
                        String name = row.getString("INDEX_NAME");
                        if (!name.startsWith("sqlite_autoindex") && !name.endsWith("_key") && !name.endsWith("_pkey")) {
                            all.add("%s %s %s %s".formatted(name, row.getBoolean("NON_UNIQUE"),
                                    row.getInt("ORDINAL_POSITION"), row.getString("COLUMN_NAME")));
                        }
                    }
                }
            }
        }
        return all;
    }
}
