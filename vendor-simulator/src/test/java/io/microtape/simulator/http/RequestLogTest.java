package io.microtape.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.fault.Fault;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.simulator.http.RequestLog.Request;
import io.microtape.simulator.tape.FixedTapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    @Test
    void each_request_has_its_time_target_headers_status_and_fault() throws Exception {
        var settings = SimulatorSettings.accepting(RunningSimulator.KEY)
                .withFaults(FaultPlan.parse("bad_gateway=1", 1));
        try (var simulator = RunningSimulator.over(new FixedTapes(), settings)) {
            long before = System.nanoTime();
            simulator.get("/v3/trades/A?limit=1", "X-Mine", "yes");
            simulator.getWithoutKey("/v3/trades/A?limit=1&apiKey=" + RunningSimulator.KEY);
            List<Request> requests = simulator.requests().requests();
            assertThat(requests).extracting(Request::target).containsOnly("/v3/trades/A?limit=1").hasSize(2);
            assertThat(requests).extracting(Request::arrived).isSorted()
                    .allMatch(time -> time - before >= 0 && System.nanoTime() - time >= 0);
            assertThat(requests.getFirst().headerNames()).contains("authorization", "x-mine");
            assertThat(requests.getLast().headerNames()).doesNotContain("authorization");
            assertThat(requests).extracting(Request::status).containsOnly(OptionalInt.of(502));
            assertThat(requests).extracting(Request::fault).containsOnly(Optional.of(Fault.BAD_GATEWAY));
            assertThat(simulator.requests().byTarget()).isEqualTo(Map.of("/v3/trades/A?limit=1", 2L));
        }
    }

    @Test
    void a_key_anywhere_but_in_the_authorization_header_is_a_leak() throws Exception {
        try (var simulator = RunningSimulator.over(new FixedTapes())) {
            simulator.get("/v3/trades/A");
            assertThat(simulator.requests().leaks()).isZero();
            assertThat(simulator.requests().authorized()).isEqualTo(1);
            simulator.getWithoutKey("/v3/trades/A?apiKey=" + RunningSimulator.KEY);
            simulator.get("/v3/trades/" + RunningSimulator.KEY);
            simulator.get("/v3/trades/A", "Referer", "http://x/?apiKey=" + RunningSimulator.KEY);
            simulator.getWithoutKey("/v3/trades/A", "Authorization", RunningSimulator.KEY);
            assertThat(simulator.requests().leaks()).isEqualTo(3);
            assertThat(simulator.requests().authorized()).isEqualTo(3);
            assertThat(simulator.requests().requests().toString()).doesNotContain(RunningSimulator.KEY);
        }
    }

    @Test
    void the_limit_can_change_while_it_runs() throws Exception {
        try (var simulator = RunningSimulator.over(new FixedTapes())) {
            simulator.get("/v3/trades/A");
            simulator.simulator().limit(OptionalInt.of(1));
            assertThat(simulator.get("/v3/trades/A").statusCode()).isEqualTo(200);
            int refused = 0;
            for (int i = 0; i < 50; i++) {
                refused += simulator.get("/v3/trades/A").statusCode() == 429 ? 1 : 0;
            }
            assertThat(refused).isPositive();
            simulator.simulator().limit(OptionalInt.empty());
            assertThat(simulator.get("/v3/trades/A").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> simulator.simulator().limit(OptionalInt.of(0)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 1");
        }
    }
}
