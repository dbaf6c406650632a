package io.microtape.simulator.fault;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.TiedTape;
import io.microtape.simulator.VariedTape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A simulator over {@link VariedTape} whose every answer meets one fault. */
final class Faulty implements AutoCloseable {
    static final int LIMIT = 10;
    static final String WINDOW = "/v3/trades/T?timestamp.gte=%d&timestamp.lt=%d&order=asc&limit=".formatted(
            TiedTape.START, VariedTape.END);
    /** The first of four pages. */
    static final String FIRST = WINDOW + LIMIT;
    /** All rows on one page. */
    static final String WHOLE = WINDOW + 1_000;
    static final long OVERSIZE = 3_000_000;

    private final Fault fault;
    private final RunningSimulator simulator;

    private Faulty(Fault fault, SimulatorSettings settings) {
        this.fault = fault;
        this.simulator = RunningSimulator.over(VariedTape.tapes(), settings);
    }

    static Faulty with(Fault fault) {
        return new Faulty(fault, settings(fault.word() + "=1"));
    }

    static SimulatorSettings settings(String plan) {
        return SimulatorSettings.accepting(RunningSimulator.KEY).withFaults(FaultPlan.parse(plan, 1))
                .withDripPause(Duration.ofMillis(1)).withOversize(OVERSIZE);
    }

    /** Rows of the tape, by their place. */
    static List<JsonObject> truth(int from, int to) {
        try (var honest = RunningSimulator.over(VariedTape.tapes())) {
            return honest.simulator().truth().rows("T", Tape.TRADES, TiedTape.START + from, TiedTape.START + to);
        }
    }

    RunningSimulator simulator() {
        return simulator;
    }

    HttpResponse<byte[]> get(String target, String... headers) throws Exception {
        return simulator.get(target, headers);
    }

    JsonObject json(String target) throws Exception {
        return RunningSimulator.json(get(target));
    }

    String text(String target) throws Exception {
        return new String(get(target).body(), StandardCharsets.UTF_8);
    }

    static List<JsonObject> rows(JsonObject page) {
        return page.getJsonArray("results", new JsonArray()).stream().map(JsonObject.class::cast).toList();
    }

    /** The path and query of a page's {@code next_url}. */
    String next(JsonObject page) {
        return page.getString("next_url").substring(simulator.simulator().baseUrl().toString().length());
    }

    /** How often the fault was met. */
    long met() {
        return simulator.requests().byFault().getOrDefault(fault, 0L);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
