package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.lease.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger on PostgreSQL waits for and holds in memory. */
class PostgresDatabaseTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    private Engine.Place place;
    private Ledger ledger;

    @BeforeEach
    void open() {
        TestPostgres.server();
        place = TestPostgres.database();
        ledger = place.open(new SettableClock(),
                new CaptureLifecycle(3, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), 0));
    }

    @AfterEach
    void close() {
        if (place != null) {
            ledger.close();
            place.close();
        }
    }

    @Test
    void reads_renewals_and_numbers_of_the_fleet_do_not_wait_for_somebody_who_writes() throws Exception {
        TestLedger.run(ledger, 2);
        Lease lease = ledger.leases().lease("one", LEASE).getFirst();
        try (var writer = place.sql();
                var statement = writer.createStatement();
                var threads = Executors.newSingleThreadExecutor()) {
            writer.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(%d)".formatted(PostgresDatabase.WRITE_LOCK));
            var waiting = threads.submit(() -> ledger.leases().lease("two", LEASE));
            while (!waits()) {
                Thread.onSpinWait();
            }
            assertThat(ledger.leases().renew(lease.captureId(), lease.token(), LEASE)).isTrue();
            assertThat(ledger.fleetNumbers().swap("a", 0, 1)).isTrue();
            assertThat(ledger.runs().all()).hasSize(1);
            assertThat(waiting.isDone()).isFalse();
            writer.commit();
            assertThat(waiting.get()).hasSize(1);
        }
    }

    private boolean waits() throws SQLException {
        return number("select count(*) from pg_locks where locktype = 'advisory' and not granted and database = "
                + "(select oid from pg_database where datname = current_database())") == 1;
    }

    @Test
    void a_long_read_holds_some_of_its_rows_at_a_time() {
        TestLedger.run(ledger, 600);
        var taken = new AtomicInteger();
        assertThatThrownBy(() -> ledger.windows().ofManifest("m1", _ -> {
            if (taken.incrementAndGet() == 1) {
                cutOff();
            }
        })).isInstanceOf(JdbiException.class);
        assertThat(taken).hasValueBetween(1, 1_000);
        taken.set(0);
        ledger.windows().ofManifest("m1", _ -> taken.incrementAndGet());
        assertThat(taken).hasValue(1_200);
    }

    /** Ends every other connection to the database. */
    private void cutOff() {
        try {
            number("select count(pg_terminate_backend(pid)) from pg_stat_activity "
                    + "where datname = current_database() and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_text_is_ordered_by_the_numbers_of_its_characters() throws SQLException {
        assertThat(number("select count(*) from information_schema.columns where table_schema = 'public' "
                + "and table_name <> 'flyway_schema_history' and data_type = 'text' and collation_name = 'C'"))
                .isGreaterThan(40);
        assertThat(number("select count(*) from information_schema.columns where table_schema = 'public' "
                + "and table_name <> 'flyway_schema_history' and data_type not in ('bigint', 'integer', 'boolean', "
                + "'double precision') and collation_name is distinct from 'C'")).isZero();
    }

    private long number(String sql) throws SQLException {
        try (var connection = place.sql();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
