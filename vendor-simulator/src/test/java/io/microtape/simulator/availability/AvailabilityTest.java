package io.microtape.simulator.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.TiedTape;
import io.microtape.simulator.VariedTape;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {
    /** The only day that has rows. */
    private static final LocalDate DAY = LocalDate.of(2024, 3, 5);
    private static final String TRADES = "/v3/trades/T?order=asc";

    @Test
    void a_tape_and_a_symbol_are_denied_in_two_shapes() throws Exception {
        try (var simulator = over(Entitlement.ALL.denying(Tape.QUOTES).denying("X", "Y"))) {
            HttpResponse<byte[]> tape = simulator.get("/v3/quotes/T");
            HttpResponse<byte[]> symbol = simulator.get("/v3/trades/X");
            assertThat(tape.statusCode()).isEqualTo(403);
            assertThat(RunningSimulator.json(tape).getString("status")).isEqualTo("NOT_AUTHORIZED");
            assertThat(RunningSimulator.json(tape).getString("message")).startsWith("You are not entitled");
            assertThat(symbol.statusCode()).isEqualTo(403);
            assertThat(RunningSimulator.json(symbol).getString("error")).startsWith("You are not entitled");
            assertThat(simulator.all(TRADES)).hasSize(VariedTape.ROWS);
        }
    }

    @ParameterizedTest
    @CsvSource({"timestamp=2024-03-04, 403", "timestamp=2024-03-05, 200", "timestamp=2024-03-06, 403",
            "timestamp.gte=2024-03-04&timestamp.lt=2024-03-06, 403",
            "timestamp.gte=2024-03-05&timestamp.lt=2024-03-09, 200", "timestamp.lt=2024-03-09, 200"})
    void a_range_is_denied_by_the_date_on_which_it_begins(String range, int status) throws Exception {
        try (var simulator = over(Entitlement.ALL.from(DAY).to(DAY))) {
            HttpResponse<byte[]> response = simulator.get(TRADES + "&" + range);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(RunningSimulator.json(response).getString("message", "data timeframe"))
                    .contains("data timeframe");
        }
    }

    @Test
    void a_range_without_a_beginning_is_cut_to_what_is_included() throws Exception {
        try (var after = over(Entitlement.ALL.from(DAY.plusDays(1))); var before = over(Entitlement.ALL.from(DAY))) {
            assertThat(after.all(TRADES)).isEmpty();
            assertThat(before.all(TRADES + "&limit=7")).hasSize(VariedTape.ROWS);
        }
    }

    @Test
    void a_hole_fills_after_so_many_answers_of_each_target() throws Exception {
        try (var simulator = over("T:2024-03-05:2")) {
            for (String target : new String[] {TRADES, TRADES + "&limit=7"}) {
                assertThat(simulator.all(target)).isEmpty();
                assertThat(simulator.all(target)).isEmpty();
                assertThat(simulator.all(target)).hasSize(VariedTape.ROWS);
            }
            assertThat(simulator.get("/v3/trades/ZVZZT").body()).hasSizeGreaterThan(1_000);
        }
    }

    @Test
    void a_hole_without_a_number_fills_when_told() throws Exception {
        try (var one = over("*:2024-03-01..2024-03-08"); var two = over("T:2024-03-05")) {
            for (int i = 0; i < 5; i++) {
                assertThat(one.all(TRADES)).isEmpty();
                assertThat(two.all(TRADES)).isEmpty();
            }
            one.simulator().fillHoles();
            URI holes = URI.create(two.simulator().baseUrl() + "/simulator/holes");
            try (var client = HttpClient.newHttpClient()) {
                assertThat(client.send(HttpRequest.newBuilder(holes).DELETE().build(), BodyHandlers.discarding())
                        .statusCode()).isEqualTo(204);
            }
            assertThat(one.all(TRADES)).hasSize(VariedTape.ROWS);
            assertThat(two.all(TRADES)).hasSize(VariedTape.ROWS);
        }
    }

    @Test
    void a_hole_does_not_reach_other_days() throws Exception {
        try (var simulator = over("T:2024-03-06")) {
            assertThat(simulator.all(TRADES + "&timestamp=2024-03-05")).hasSize(VariedTape.ROWS);
        }
    }

    @Test
    void the_truth_is_past_holes_and_plans_and_has_the_fields_of_a_page() throws Exception {
        var settings = SimulatorSettings.accepting(RunningSimulator.KEY).withHoles(Hole.parse("T:2024-03-05"))
                .withEntitlement(Entitlement.ALL.denying("T"));
        try (var simulator = RunningSimulator.over(VariedTape.tapes(), settings);
                var honest = RunningSimulator.over(VariedTape.tapes())) {
            for (Tape tape : Tape.values()) {
                assertThat(simulator.simulator().truth().rows("T", tape, TiedTape.START + 3, TiedTape.START + 30))
                        .isEqualTo(honest.all("/v3/%s/T?order=asc&timestamp.gte=%d&timestamp.lt=%d".formatted(
                                tape.word(), TiedTape.START + 3, TiedTape.START + 30)))
                        .hasSize(27).extracting(JsonObject::size).isNotNull();
                assertThat(simulator.simulator().truth().count("T", tape, 0, VariedTape.END)).isEqualTo(40);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"T, is no hole", "T:2024-3-5, is no hole", "T:2024-03-05:x, is no hole", "T:2024-02-30, does not exist",
            "T:2024-03-05..2024-03-04, ends before", "T:2024-03-05:0, at least 1"})
    void a_wrong_hole_is_refused_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> Hole.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static RunningSimulator over(Entitlement entitlement) {
        return RunningSimulator.over(VariedTape.tapes(),
                SimulatorSettings.accepting(RunningSimulator.KEY).withEntitlement(entitlement));
    }

    private static RunningSimulator over(String hole) {
        return RunningSimulator.over(VariedTape.tapes(),
                SimulatorSettings.accepting(RunningSimulator.KEY).withHoles(Hole.parse(hole)));
    }
}
