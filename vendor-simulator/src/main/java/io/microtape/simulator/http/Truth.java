package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.rewrite.Draft;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.tape.TimeRange;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tapes hold, past HTTP, faults, holes and plans: for a test to compare with. */
public final class Truth {
    private final TapeSource source;

    public Truth(TapeSource source) {
        this.source = source;
    }

    /**
     * The rows of a ticker's tape with {@code from <= sip_timestamp < to}, oldest first, with exactly the fields and values
     * that a page without faults has.
     *
     * @param from epoch nanoseconds
     * @param to epoch nanoseconds
     */
    public List<JsonObject> rows(String ticker, Tape tape, long from, long to) {
        List<JsonObject> rows = new ArrayList<>();
        source.stretches(ticker, tape, new TimeRange(from, to), Order.ASC).forEach(stretch -> PageJson
                .rows(new Page(List.of(stretch), Order.ASC, Optional.empty()), tape).forEach(row -> rows.add(
                        new JsonObject(new String(row.getBytes(Draft.CHARSET), StandardCharsets.UTF_8)))));
        return rows;
    }

    /** How many rows that are. */
    public long count(String ticker, Tape tape, long from, long to) {
        long count = 0;
        for (var stretch : source.stretches(ticker, tape, new TimeRange(from, to), Order.ASC)) {
            count += stretch.size();
        }
        return count;
    }
}
