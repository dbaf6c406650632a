package io.microtape.manifest;

import io.microtape.model.session.NewYorkTime;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One event of a test; null is null in the file. */
public record EventRow(String symbol, Long timestamp, String type, Double score, Double high, Double low, Double close,
        Double volume, String session, String direction) {

    /** A liquid event at a New York wall-clock time such as {@code 2024-01-16T10:00}. */
    public static EventRow at(String symbol, String newYork, String type, double score) {
        return new EventRow(symbol, NewYorkTime.epochNanos(LocalDateTime.parse(newYork)), type, score, 10.1, 10.0,
                10.05,
                100_000.0, null, null);
    }

    public EventRow withScore(Double changed) {
        return new EventRow(symbol, timestamp, type, changed, high, low, close, volume, session, direction);
    }

    public EventRow withBar(Double newHigh, Double newLow, Double newClose, Double newVolume) {
        return new EventRow(symbol, timestamp, type, score, newHigh, newLow, newClose, newVolume, session, direction);
    }

    public EventRow withLabels(String newSession, String newDirection) {
        return new EventRow(symbol, timestamp, type, score, high, low, close, volume, newSession, newDirection);
    }

    public EventRow withSymbol(String changed) {
        return new EventRow(changed, timestamp, type, score, high, low, close, volume, session, direction);
    }

    public static Path write(Path file, List<EventRow> rows) {
        return write(file, table(rows));
    }

    public static Path write(Path file, Table table) {
        try {
            ParquetTables.write(file, table, Map.of());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Table table(List<EventRow> rows) {
        long[] timestamps = new long[rows.size()];
        boolean[] valid = new boolean[rows.size()];
        for (int i = 0; i < timestamps.length; i++) {
            valid[i] = rows.get(i).timestamp() != null;
            timestamps[i] = valid[i] ? rows.get(i).timestamp() : 0;
        }
        return new Table.Builder().add("symbol", texts(rows, EventRow::symbol))
                .add("timestamp", new Column.Longs(Kind.TIMESTAMP_NANOS, timestamps, valid))
                .add("event_type", texts(rows, EventRow::type)).add("score", numbers(rows, EventRow::score))
                .add("open", numbers(rows, EventRow::close)).add("high", numbers(rows, EventRow::high))
                .add("low", numbers(rows, EventRow::low)).add("close", numbers(rows, EventRow::close))
                .add("volume", numbers(rows, EventRow::volume)).add("session", texts(rows, EventRow::session))
                .add("direction", texts(rows, EventRow::direction)).build();
    }

    private static Column texts(List<EventRow> rows, Function<EventRow, String> text) {
        return Column.Strings.of(rows.stream().map(text).toArray(String[]::new));
    }

    private static Column numbers(List<EventRow> rows, Function<EventRow, Double> number) {
        double[] values = new double[rows.size()];
        boolean[] valid = new boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
            Double value = number.apply(rows.get(i));
            valid[i] = value != null;
            values[i] = valid[i] ? value : Double.NaN;
        }
        return new Column.Doubles(values, valid);
    }
}
