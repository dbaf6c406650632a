package io.microtape.simulator.universe;

import io.microtape.model.session.Session;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.synthetic.DayPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Collects events as the rows of an events file. */
final class EventRows {
    private final List<Row> rows = new ArrayList<>();

    private record Row(DayBars bars, DetectedEvent event, Session label, double score) {
        double dollars(int[] cents) {
            return cents[event.minute()] / DayPlan.CENTS;
        }

        long volume() {
            return bars.plan().volume()[event.minute()];
        }
    }

    int size() {
        return rows.size();
    }

    /** Adds an event with the session label and the score that the file is to show. */
    void add(DayBars bars, DetectedEvent event, Session label, double score) {
        rows.add(new Row(bars, event, label, score));
    }

    Table table() {
        return new Table.Builder().add("symbol", text(row -> row.bars().plan().symbol()))
                .add("event_type", text(row -> row.event().type()))
                .add("timestamp", whole(Kind.TIMESTAMP_NANOS, row -> row.bars().plan().start(row.event().minute())))
                .add("direction", text(row -> row.event().up() ? "up" : "down"))
                .add("session", text(row -> row.label().name())).add("spike_x", real(row -> row.event().spikeX()))
                .add("open", real(row -> row.dollars(row.bars().plan().open())))
                .add("high", real(row -> row.dollars(row.bars().plan().high())))
                .add("low", real(row -> row.dollars(row.bars().plan().low())))
                .add("close", real(row -> row.dollars(row.bars().plan().close())))
                .add("volume", whole(Kind.INT64, Row::volume))
                .add("dollar_volume",
                        real(row -> row.volume() * row.bars().typical(row.event().minute()) / DayPlan.CENTS))
                .add("score", real(Row::score)).build();
    }

    private Column text(Function<Row, String> value) {
        return Column.Strings.of(rows.stream().map(value).toArray(String[]::new));
    }

    private Column whole(Kind kind, ToLongFunction<Row> value) {
        return Column.Longs.of(kind, rows.stream().mapToLong(value).toArray());
    }

    private Column real(ToDoubleFunction<Row> value) {
        return Column.Doubles.of(rows.stream().mapToDouble(value).toArray());
    }
}
