package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.config.Config;
import io.microtape.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a ledger on PostgreSQL is opened, and what who cannot is told. */
class PostgresOpeningTest {
    @TempDir
    Path folder;
    private PostgresServer server;

    @BeforeEach
    void server() {
        server = TestPostgres.server();
    }

    @Test
    void several_services_that_start_at_once_all_open_a_new_ledger() throws Exception {
        TestPostgres.execute(server, "create database fresh");
        List<Callable<Ledger>> opening = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            opening.add(() -> open("fresh", Clock.systemUTC()));
        }
        try (var threads = Executors.newCachedThreadPool()) {
            for (Future<Ledger> opened : threads.invokeAll(opening)) {
                try (Ledger ledger = opened.get()) {
                    assertThat(ledger.runs().all()).isEmpty();
                }
            }
        }
    }

    @Test
    void who_is_refused_is_told_why_and_what_to_do_and_no_password_is_said() {
        TestPostgres.execute(server, "create database known");
        TestPostgres.execute(server, "create user reader password 'reads'");
        assertThatThrownBy(() -> open("known", "microtape", "not this one")).isInstanceOf(LedgerException.class)
                .hasMessageContainingAll(server.url("known"), "password authentication failed", "ledger.user",
                        "MICROTAPE_LEDGER_PASSWORD")
                .hasMessageNotContainingAny("not this one", "Exception");
        assertThatThrownBy(() -> open("known", "microtape", "")).isInstanceOf(LedgerException.class)
                .hasMessageContaining("MICROTAPE_LEDGER_PASSWORD");
        assertThatThrownBy(() -> open("nowhere", server.user(), server.password()))
                .isInstanceOf(LedgerException.class).hasMessageContainingAll("\"nowhere\" does not exist",
                        "create the database");
        assertThatThrownBy(() -> open("known", "reader", "reads")).isInstanceOf(LedgerException.class)
                .hasMessageContainingAll("permission denied", "own the database");
        assertThatThrownBy(() -> new LedgerSettings(server.url("known?password=hidden"), "reader", 4))
                .hasMessageContaining("MICROTAPE_LEDGER_PASSWORD").hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> new LedgerSettings("jdbc:postgresql://reader:hidden@db:5432/known", "reader", 4))
                .hasMessageContaining("MICROTAPE_LEDGER_PASSWORD").hasMessageNotContaining("hidden");
    }

    @Test
    void a_server_that_is_not_there_is_waited_for_and_then_named() {
        var access = new PostgresAccess("jdbc:postgresql://127.0.0.1:1/ledger?ssl=false", "microtape", "secret", 4);
        assertThatThrownBy(() -> PostgresDatabase.open(access, Duration.ofMillis(600)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContainingAll("jdbc:postgresql://127.0.0.1:1/ledger cannot be opened", "refused",
                        "see that the server runs")
                .hasMessageNotContainingAny("secret", "ssl=");
    }

    @Test
    void the_place_is_told_without_parameters() {
        TestPostgres.execute(server, "create database placed");
        try (Ledger ledger = open("placed?ApplicationName=x", Clock.systemUTC())) {
            assertThat(ledger.place()).isEqualTo(server.url("placed"));
        }
    }

    @Test
    void services_whose_clocks_differ_agree_by_the_clock_of_the_server() {
        TestPostgres.execute(server, "create database timed");
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        try (Ledger one = open("timed", late); Ledger other = open("timed", Clock.systemUTC())) {
            assertThat(Duration.between(one.clock().instant(), other.clock().instant()).abs())
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    private Ledger open(String database, Clock clock) {
        return open(database, server.user(), server.password(), clock);
    }

    private Ledger open(String database, String user, String password) {
        return open(database, user, password, Clock.systemUTC());
    }

    private Ledger open(String database, String user, String password, Clock clock) {
        Config config = Config.load(Optional.empty(), Optional.empty(),
                List.of("ledger.url=" + server.url(database), "ledger.user=" + user, "ledger.connections=4",
                        "leases.retry_after=0s", "leases.max_attempts=100"));
        return Ledger.of(config, folder, clock, Map.of("MICROTAPE_LEDGER_PASSWORD", password));
    }
}
