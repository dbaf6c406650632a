package io.microtape.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.tape.FixedTapes;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    @Test
    void a_period_begins_with_its_whole_allowance_and_refills_evenly() {
        var clock = new AtomicLong();
        var rate = new RequestRate(OptionalInt.of(4), OptionalInt.empty(), clock::get);
        for (int i = 0; i < 4; i++) {
            assertThat(rate.take()).isZero();
        }
        assertThat(rate.take()).isEqualTo(250_000_000L);
        clock.addAndGet(249_999_999L);
        assertThat(rate.take()).isEqualTo(1);
        clock.addAndGet(1);
        assertThat(rate.take()).isZero();
        assertThat(rate.take()).isPositive();
    }

    @Test
    void the_narrower_of_two_limits_holds_and_a_refusal_costs_nothing() {
        var clock = new AtomicLong();
        var rate = new RequestRate(OptionalInt.of(100), OptionalInt.of(5), clock::get);
        int passed = 0;
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 10; i++) {
                passed += rate.take() == 0 ? 1 : 0;
            }
            clock.addAndGet(1_000_000_000L);
        }
        assertThat(passed).isEqualTo(5 + 4);
    }

    @Test
    void above_the_rate_the_vendor_answers_429_and_may_say_when_to_come_back() throws Exception {
        var settings = SimulatorSettings.accepting(RunningSimulator.KEY).withRequestsPerMinute(3);
        try (var silent = RunningSimulator.over(new FixedTapes(), settings);
                var telling = RunningSimulator.over(new FixedTapes(), settings.withRetryAfter(true))) {
            for (int i = 0; i < 3; i++) {
                assertThat(silent.get("/v3/trades/A").statusCode()).isEqualTo(200);
                assertThat(telling.get("/v3/trades/A").statusCode()).isEqualTo(200);
            }
            var refused = silent.get("/v3/trades/A");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
            assertThat(RunningSimulator.json(refused).getString("error"))
                    .startsWith("You've exceeded the maximum requests per minute");
            assertThat(telling.get("/v3/trades/A").headers().firstValue("Retry-After").map(Integer::valueOf))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 20));
            assertThat(silent.requests().byStatus()).containsEntry(429, 1L);
        }
    }

    @Test
    void an_answer_waits_the_latency() throws Exception {
        var settings = SimulatorSettings.accepting(RunningSimulator.KEY).withLatency(Duration.ofMillis(120));
        try (var simulator = RunningSimulator.over(new FixedTapes(), settings)) {
            long begin = System.nanoTime();
            simulator.get("/v3/trades/A");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        }
    }
}
