package io.microtape.manifest.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import java.io.EOFException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerWatchTest {
    @TempDir
    Path folder;

    @Test
    void a_ledger_that_does_not_work_is_said_once_and_so_is_that_it_works_again() throws Exception {
        Path file = folder.resolve("ledger.db");
        List<String> said = new ArrayList<>();
        try (Ledger ledger = Ledger.sqlite(file, Clock.systemUTC(), new CaptureLifecycle(3, Duration.ofSeconds(1),
                Duration.ofMinutes(5), Duration.ofHours(24), List.of(), 0))) {
            List<String> mended = new ArrayList<>();
            var watch = new LedgerWatch(ledger.place(), said::add, mended::add);
            assertThat(watch.attempt(() -> ledger.leases().lease("d", Duration.ofMinutes(1)))).isPresent();
            assertThat(said).isEmpty();
            change(file, "alter table capture rename to gone");
            for (int i = 0; i < 3; i++) {
                assertThat(watch.attempt(() -> ledger.leases().lease("d", Duration.ofMinutes(1)))).isEmpty();
            }
            assertThat(said).singleElement().asString().contains(file.toString(), "no such table",
                    "nothing is handed out", "disk").doesNotContain("select", "Exception:");
            change(file, "alter table gone rename to capture");
            assertThat(watch.attempt(() -> ledger.leases().lease("d", Duration.ofMinutes(1)))).isPresent();
            assertThat(mended).singleElement().asString().contains("works again");
            assertThat(said).hasSize(1);
        }
    }

    @Test
    void of_a_ledger_on_a_server_it_is_the_server_that_is_to_be_looked_at() {
        List<String> said = new ArrayList<>();
        assertThat(new LedgerWatch("jdbc:postgresql://db:5432/microtape", said::add, said::add).attempt(() -> {
            throw new ConnectionException(new SQLException("Connection to db:5432 refused."));
        })).isEmpty();
        assertThat(said).singleElement().asString().contains("jdbc:postgresql://db:5432/microtape", "refused",
                "see that its server runs").doesNotContain("disk", "file");
    }

    @Test
    void of_a_connection_that_broke_the_driver_s_words_are_said() {
        List<String> said = new ArrayList<>();
        new LedgerWatch("jdbc:postgresql://db:5432/microtape", said::add, said::add).attempt(() -> {
            throw new ConnectionException(
                    new SQLException("An I/O error occurred while sending to the backend.", new EOFException()));
        });
        assertThat(said).singleElement().asString().contains("An I/O error occurred").doesNotContain("null");
    }

    @Test
    void a_refusal_is_no_failure_of_the_ledger() {
        List<String> said = new ArrayList<>();
        assertThatThrownBy(() -> new LedgerWatch("here", said::add, said::add).attempt(() -> {
            throw LedgerException.refused("no");
        })).isInstanceOf(LedgerException.class);
        assertThat(said).isEmpty();
    }

    private static void change(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
