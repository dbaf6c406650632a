package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Who may hand out the captures of a ledger. */
@OnEveryEngine
class ServingRightTest {
    private static final CaptureLifecycle LIFECYCLE = new CaptureLifecycle(5, Duration.ZERO, Duration.ZERO,
            Duration.ZERO, List.of(), 0);
    private static final int MOST_SECONDS = 40;

    @Parameter
    Engine engine;
    @TempDir
    Path folder;

    @Test
    void who_serves_alone_is_the_only_one_until_it_ends() {
        try (Engine.Place place = engine.place(folder);
                Ledger one = place.open(Clock.systemUTC(), LIFECYCLE);
                Ledger other = place.open(Clock.systemUTC(), LIFECYCLE)) {
            ServingRight right = one.serveAlone().orElseThrow();
            assertThat(other.serveAlone()).isEmpty();
            assertThat(other.serveAmongOthers()).isEmpty();
            right.close();
            other.serveAlone().orElseThrow().close();
        }
    }

    @Test
    void several_may_share_a_ledger_on_a_server_and_one_in_a_file_has_one_owner() {
        try (Engine.Place place = engine.place(folder);
                Ledger one = place.open(Clock.systemUTC(), LIFECYCLE);
                Ledger other = place.open(Clock.systemUTC(), LIFECYCLE);
                var _ = one.serveAmongOthers().orElseThrow()) {
            Optional<ServingRight> second = other.serveAmongOthers();
            assertThat(second.isPresent()).isEqualTo(engine == Engine.POSTGRESQL);
            assertThat(other.serveAlone()).as("alone beside another").isEmpty();
            second.ifPresent(ServingRight::close);
        }
    }

    @Test
    void a_right_that_was_lost_with_the_server_is_taken_again() {
        assumeTrue(engine == Engine.POSTGRESQL, "a file does not go away");
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgresql"));
                Ledger one = opened(server);
                var _ = one.serveAlone().orElseThrow()) {
            server.kill();
            server.restart();
            try (Ledger other = opened(server)) {
                until(() -> {
                    Optional<ServingRight> taken = other.serveAlone();
                    taken.ifPresent(ServingRight::close);
                    return taken.isEmpty();
                });
            }
        }
    }

    private static Ledger opened(PostgresServer server) {
        return new Ledger(PostgresDatabase.open(TestPostgres.access(server, "postgres"), Duration.ofSeconds(10)),
                Clock.systemUTC(), LIFECYCLE);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it does not come true").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
