package io.microtape.downloader.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.fleet.CircuitState;
import io.microtape.downloader.ratelimit.VirtualTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VendorBreakerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final VirtualTime time = new VirtualTime(vertx);
    private final VendorBreaker breaker = new VendorBreaker(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(5),
            time.clock());

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void it_opens_at_the_share_of_failures_and_not_before_there_are_enough_requests() {
        for (int i = 0; i < 19; i++) {
            fail();
        }
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
        fail();
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
        assertThat(breaker.tryAcquire()).isFalse();
    }

    @Test
    void many_failures_among_more_answers_are_no_outage() {
        for (int i = 0; i < 200; i++) {
            assertThat(breaker.tryAcquire()).isTrue();
            if (i % 5 < 3) {
                breaker.answered();
            } else {
                breaker.failed();
            }
        }
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void failures_of_long_ago_do_not_count() {
        for (int i = 0; i < 19; i++) {
            fail();
        }
        time.pass(30 * SECOND);
        fail();
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void it_says_when_it_tries_again_and_lets_one_request_try() {
        open();
        assertThat(breaker.untilNextTry()).isEqualTo(Duration.ofSeconds(5));
        time.pass(2 * SECOND);
        assertThat(breaker.untilNextTry()).isEqualTo(Duration.ofSeconds(3));
        assertThat(breaker.tryAcquire()).isFalse();
        time.pass(4 * SECOND);
        assertThat(breaker.tryAcquire()).isTrue();
        assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
        assertThat(breaker.tryAcquire()).isFalse();
        breaker.answered();
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
        assertThat(breaker.untilNextTry()).isZero();
    }

    @Test
    void a_try_that_fails_opens_it_again_and_one_that_was_not_made_leaves_it_to_another() {
        open();
        time.pass(6 * SECOND);
        assertThat(breaker.tryAcquire()).isTrue();
        breaker.notAsked();
        assertThat(breaker.tryAcquire()).isTrue();
        breaker.failed();
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
        assertThat(breaker.untilNextTry()).isEqualTo(Duration.ofSeconds(5));
    }

    private void open() {
        for (int i = 0; i < 20; i++) {
            fail();
        }
    }

    private void fail() {
        assertThat(breaker.tryAcquire()).isTrue();
        breaker.failed();
    }
}
