package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.run.RunState;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of an earlier version is opened by this one with all that it holds. */
class LedgerMigrationTest {
    @TempDir
    Path folder;

    @Test
    void a_ledger_of_version_1_keeps_its_runs_and_captures_whose_time_is_not_known() throws SQLException {
        Path file = folder.resolve("ledger.db");
        String url = "jdbc:sqlite:" + file;
        Flyway.configure().dataSource(url, null, null).locations("classpath:io/microtape/ledger/sqlite").target("1")
                .load()
                .migrate();
        try (Connection old = DriverManager.getConnection(url); var statement = old.createStatement()) {
            statement.executeUpdate("insert into manifest values ('m1', 'core', '/m1', 'h', 'GO', 2, 2, 0, 1)");
            statement.executeUpdate("insert into approval values ('m1', 'ann', '', 'GO', 1)");
            statement.executeUpdate("insert into run values ('m1-run1', 'm1', 'TRADES', 'RUNNING', '', 1)");
            capture(statement, "a", "COMPLETE", 1000);
            capture(statement, "b", "IN_FLIGHT", null);
        }
        try (Ledger ledger = Ledger.sqlite(file, Clock.systemUTC(),
                new CaptureLifecycle(3, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24), List.of(),
                        0))) {
            assertThat(ledger.runs().all()).singleElement()
                    .satisfies(run -> assertThat(run.scope().pilot()).isEmpty())
                    .satisfies(run -> assertThat(run.state()).isEqualTo(RunState.RUNNING));
            assertThat(ledger.costs().all()).singleElement().satisfies(cost -> {
                assertThat(cost.bytes()).isEqualTo(new Moments(1, 1000, 1e6));
                assertThat(cost.millis()).isEqualTo(Moments.NONE);
            });
            assertThat(ledger.costs().busyMillis("m1")).isZero();
            var coverages = new Coverages(ledger, new Pace(2, 50), Clock.systemUTC());
            assertThat(coverages.of(CoverageAsk.of("m1")).states()).containsEntry(CaptureState.COMPLETE, 1L)
                    .containsEntry(CaptureState.IN_FLIGHT, 1L);
            assertThat(ledger.leases().endAll()).isEqualTo(1);
            assertThat(ledger.captures().find("b").orElseThrow().state()).isEqualTo(CaptureState.QUEUED);
            assertThat(coverages.of(CoverageAsk.of("m1")).of(CaptureState.QUEUED)).isEqualTo(1);
        }
    }

    @Test
    void a_ledger_that_a_newer_version_migrated_is_refused() throws SQLException {
        Path file = folder.resolve("ledger.db");
        var lifecycle = new CaptureLifecycle(3, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24),
                List.of(), 0);
        Ledger.sqlite(file, Clock.systemUTC(), lifecycle).close();
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = newer.createStatement()) {
            statement.executeUpdate("""
                    insert into flyway_schema_history select max(installed_rank) + 1, '99', 'of tomorrow', 'SQL',
                      'V99__of_tomorrow.sql', 1, 'test', max(installed_on), 1, 1 from flyway_schema_history""");
        }
        assertThatThrownBy(() -> Ledger.sqlite(file, Clock.systemUTC(), lifecycle))
                .isInstanceOf(LedgerException.class)
                .hasMessageContainingAll(file.toString(), "newer version", "99", "of tomorrow", "backup");
    }

    @Test
    void a_ledger_of_other_migrations_is_refused_in_words() throws SQLException {
        Path file = folder.resolve("ledger.db");
        var lifecycle = new CaptureLifecycle(3, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24),
                List.of(), 0);
        Ledger.sqlite(file, Clock.systemUTC(), lifecycle).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = other.createStatement()) {
            statement.executeUpdate("update flyway_schema_history set checksum = 1 where version = '5'");
        }
        assertThatThrownBy(() -> Ledger.sqlite(file, Clock.systemUTC(), lifecycle))
                .isInstanceOf(LedgerException.class)
                .hasMessageContainingAll(file.toString(), "migration version 5", "--home")
                .hasMessageNotContaining("http");
    }

    @Test
    void migrations_that_were_released_are_never_changed() {
        String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
        var released = Flyway.configure().dataSource(url, null, null)
                .locations("classpath:io/microtape/ledger/sqlite").load().info().all();
        assertThat(released).extracting(each -> each.getVersion() + " " + each.getScript() + " " + each.getChecksum())
                .startsWith("1 V1__ledger.sql -764943845", "2 V2__time_taken_and_pilots.sql 973034723",
                        "3 V3__capture.sql -733609175", "4 V4__due.sql 1885166771", "5 V5__changes.sql -2050814471");
    }

    @Test
    void a_file_that_is_no_ledger_is_refused_by_name() throws Exception {
        Path file = Files.writeString(folder.resolve("ledger.db"), "no ledger, but a text of some length");
        assertThatThrownBy(() -> Ledger.sqlite(file, Clock.systemUTC(),
                new CaptureLifecycle(3, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24), List.of(),
                        0)))
                .isInstanceOf(LedgerException.class).hasMessageContaining(file.toString())
                .hasMessageContaining("cannot be opened").hasMessageNotContaining("Exception");
    }

    private static void capture(Statement statement, String id, String state, Integer bytes)
            throws SQLException {
        statement.executeUpdate(
                """
                        insert into capture (capture_id, window_id, symbol, tape, event_at, window_from, window_to,
                          by_change_only, max_rate_hz, session, date_et, path, state, run_id, position, not_before,
                          answered_empty, failures, lease_token, leased_by, lease_until, rows_received, rows_kept, bytes, sha256,
                          first_ts, last_ts, pages, settled_at)
                        values ('%1$s', '%1$s', 'IBM', 'TRADES', 10, 5, 15, false, 0, 'RTH', '2024-01-02', '%1$s', '%2$s',
                          'm1-run1', 1, 0, false, 0, 1, 'x', 2, 1, 1, %3$s, 'ab', 5, 6, 1, 3)"""
                        .formatted(id, state, bytes));
        statement.executeUpdate("insert into manifest_capture values ('m1', '%s', 1, 'flush')".formatted(id));
    }
}
