package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** The server says 61,000 at the start; from there the counter here tells the time. */
class ServerClockTest {
    private final AtomicLong nanos = new AtomicLong();
    private LongSupplier server = () -> 61_000;
    private final Clock clock = new ServerClock(ZoneOffset.UTC, () -> server.getAsLong(), nanos::get, Runnable::run);

    @Test
    void it_is_measured_again_after_a_minute() {
        server = () -> 66_000;
        assertThat(clock.millis()).isEqualTo(61_000);
        aMinutePasses();
        assertThat(clock.millis()).isEqualTo(66_000);
    }

    @Test
    void it_goes_on_as_it_was_when_the_server_does_not_answer() {
        server = () -> {
            throw new IllegalStateException("away");
        };
        aMinutePasses();
        assertThat(clock.millis()).isEqualTo(122_000);
    }

    @Test
    void it_goes_on_as_it_was_when_a_connection_had_to_be_waited_for() {
        server = () -> {
            nanos.addAndGet(Duration.ofSeconds(20).toNanos());
            return 81_000;
        };
        aMinutePasses();
        assertThat(clock.millis()).isEqualTo(142_000);
    }

    private void aMinutePasses() {
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    }
}
