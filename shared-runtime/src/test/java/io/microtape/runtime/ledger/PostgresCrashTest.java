package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages.Settled.Result;
import io.microtape.model.run.RunState;
import io.microtape.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a ledger on PostgreSQL when the processes of the server die. */
class PostgresCrashTest {
    @TempDir
    Path folder;

    @BeforeEach
    void assumeInstalled() {
        assumeTrue(PostgresServer.isInstalled(), PostgresServer.INSTALL);
    }

    @Test
    void a_right_to_serve_that_was_lost_with_the_server_is_taken_again() {
        var lifecycle = new CaptureLifecycle(5, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), 0);
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgresql"));
                Ledger one = opened(server, lifecycle);
                var _ = one.serveAlone().orElseThrow()) {
            server.kill();
            server.restart();
            try (Ledger other = opened(server, lifecycle)) {
                long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                boolean taken = false;
                while (!taken) {
                    assertThat(System.nanoTime()).as("it is taken again").isLessThan(end);
                    var right = other.serveAlone();
                    taken = right.isEmpty();
                    right.ifPresent(ServingRight::close);
                }
            }
        }
    }

    @Test
    void a_server_that_crashes_in_the_middle_leaves_nothing_half_written_and_work_goes_on() throws Exception {
        var lifecycle = new CaptureLifecycle(100, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), 0);
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgresql"));
                Ledger ledger = new Ledger(
                        PostgresDatabase.open(TestPostgres.access(server, "postgres"), Duration.ZERO),
                        Clock.systemUTC(), lifecycle);
                var threads = Executors.newCachedThreadPool()) {
            TestLedger.run(ledger, 150);
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String name = "worker " + i;
                workers.add(threads.submit(() -> work(ledger, name)));
            }
            for (int crashes = 0; crashes < 2; crashes++) {
                long before = ledger.captures().complete();
                while (ledger.captures().complete() < before + 20) {
                    Thread.onSpinWait();
                }
                server.kill();
                server.restart();
            }
            int failures = 0;
            for (Future<Integer> worker : workers) {
                failures += worker.get();
            }
            assertThat(failures).isPositive();
            assertThat(ledger.runs().all()).allMatch(run -> run.state() == RunState.FINISHED);
            assertThat(ledger.captures().complete()).isEqualTo(300);
            for (var capture : ledger.captures().complete("", 1_000)) {
                assertThat(capture.state()).isEqualTo(CaptureState.COMPLETE);
                assertThat(capture.proof()).isPresent();
                assertThat(ledger.captures().attempts(capture.captureId()))
                        .filteredOn(attempt -> attempt.outcome().equals("Published")).singleElement()
                        .satisfies(attempt -> assertThat(attempt.leaseToken()).isEqualTo(capture.leaseToken()));
            }
        }
    }

    /** Goes on until all is done, whatever fails; returns how often something did. */
    private static int work(Ledger ledger, String name) {
        int failures = 0;
        while (true) {
            try {
                List<Lease> leases = ledger.leases().lease(name, Duration.ofMillis(500));
                if (leases.isEmpty() && ledger.runs().all().getFirst().state() == RunState.FINISHED) {
                    return failures;
                }
                for (Lease lease : leases) {
                    failures += settled(ledger, lease);
                }
            } catch (JdbiException e) {
                failures++;
            }
        }
    }

    /** A settlement of which nobody knows whether it was written is sent again. */
    private static int settled(Ledger ledger, Lease lease) {
        int failures = 0;
        while (true) {
            try {
                Result result = ledger.leases().settle(lease.captureId(), lease.token(), TestLedger.published(1), 1)
                        .result();
                assertThat(failures > 0 || result != Result.REPEATED).isTrue();
                return failures;
            } catch (JdbiException e) {
                failures++;
            }
        }
    }

    private static Ledger opened(PostgresServer server, CaptureLifecycle lifecycle) {
        return new Ledger(PostgresDatabase.open(TestPostgres.access(server, "postgres"), Duration.ofSeconds(10)),
                Clock.systemUTC(), lifecycle);
    }
}
