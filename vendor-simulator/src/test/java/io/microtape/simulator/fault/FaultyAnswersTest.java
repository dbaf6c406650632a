package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.TiedTape;
import io.microtape.simulator.http.RequestLog;
import io.microtape.simulator.tape.FixedTapes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FaultyAnswersTest {
    private static final String TARGET = "/v3/trades/T?limit=100";

    @Test
    void rate_limited_is_429_without_a_hint() throws Exception {
        try (var simulator = always("rate_limited")) {
            HttpResponse<byte[]> response = simulator.get(TARGET);
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).isEmpty();
            assertThat(RunningSimulator.json(response).getString("error")).contains("exceeded the maximum");
        }
    }

    @Test
    void rate_limited_retry_after_says_when_to_come_back() throws Exception {
        try (var simulator = always("rate_limited_retry_after")) {
            assertThat(simulator.get(TARGET).headers().firstValue("Retry-After")).contains("1");
        }
    }

    @Test
    void server_error_and_unavailable_answer_with_the_proxys_html() throws Exception {
        try (var error = always("server_error"); var unavailable = always("unavailable")) {
            assertThat(error.get(TARGET).statusCode()).isEqualTo(500);
            assertThat(new String(error.get(TARGET).body(), StandardCharsets.UTF_8)).startsWith("<html>");
            assertThat(unavailable.get(TARGET).statusCode()).isEqualTo(503);
            assertThat(unavailable.requests().byFault()).containsEntry(Fault.UNAVAILABLE, 1L);
        }
    }

    @Test
    void body_cut_promises_more_than_it_sends() throws Exception {
        try (var simulator = always("body_cut")) {
            assertThatThrownBy(() -> simulator.get(TARGET)).isInstanceOf(IOException.class);
            String raw = simulator.raw(TARGET, "x");
            assertThat(raw).startsWith("HTTP/1.1 200").contains("{\"results\":[{");
            int promised = Integer.parseInt(raw.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            int sent = raw.length() - raw.indexOf("\r\n\r\n") - 4;
            assertThat(sent).isEqualTo(promised / 2);
            assertThat(simulator.requests().byStatus()).containsEntry(200, simulator.requests().total());
        }
    }

    @Test
    void reset_ends_the_connection_before_any_answer() throws Exception {
        try (var simulator = always("reset")) {
            assertThatThrownBy(() -> simulator.get(TARGET)).isInstanceOf(IOException.class);
            assertThat(simulator.raw(TARGET, "x")).isEmpty();
            assertThat(simulator.requests().byStatus()).containsOnlyKeys(RequestLog.NO_ANSWER);
        }
    }

    @Test
    void the_same_plan_gives_the_same_faults_on_another_port() throws Exception {
        var plan = FaultPlan.parse("server_error=0.3,unavailable=0.3", 12);
        try (var one = over(plan); var two = over(plan)) {
            for (int i = 0; i < 30; i++) {
                String target = "/v3/trades/T?limit=" + (1 + i % 10);
                String withKey = target + "&apiKey=" + RunningSimulator.KEY;
                assertThat(one.get(target).statusCode()).isEqualTo(two.getWithoutKey(withKey).statusCode());
            }
            assertThat(one.requests().byStatus()).hasSize(3).isEqualTo(two.requests().byStatus());
        }
    }

    private static RunningSimulator always(String fault) {
        return over(FaultPlan.parse(fault + "=1", 1));
    }

    private static RunningSimulator over(FaultPlan plan) {
        return RunningSimulator.over(new FixedTapes().with("T", Tape.TRADES, TiedTape.of(500, 3, 6)),
                SimulatorSettings.accepting(RunningSimulator.KEY).withFaults(plan));
    }
}
