package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureLifecycle;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Who may hand out the captures of a ledger. */
@OnEveryEngine
class ServingRightTest {
    private static final CaptureLifecycle LIFECYCLE = new CaptureLifecycle(5, Duration.ZERO, Duration.ZERO,
            Duration.ZERO, List.of(), 0);

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
}
