package io.microtape.manifest;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One daily bar of a test. */
public record BarRow(String symbol, LocalDate date, double low, double close, double volume) {
    public static Path write(Path file, List<BarRow> bars) {
        return EventRow.write(file,
                new Table.Builder()
                        .add("symbol", Column.Strings.of(bars.stream().map(BarRow::symbol).toArray(String[]::new)))
                        .add("date",
                                Column.Longs.of(Kind.DATE,
                                        bars.stream().mapToLong(bar -> bar.date().toEpochDay()).toArray()))
                        .add("open", numbers(bars, BarRow::close)).add("high", numbers(bars, BarRow::close))
                        .add("low", numbers(bars, BarRow::low)).add("close", numbers(bars, BarRow::close))
                        .add("volume", numbers(bars, BarRow::volume)).build());
    }

    /** USD of the day with the typical price that a bar without VWAP gets. */
    public double dollarVolume() {
        return volume * ((close + low + close) / 3);
    }

    private static Column numbers(List<BarRow> bars, ToDoubleFunction<BarRow> number) {
        return Column.Doubles.of(bars.stream().mapToDouble(number).toArray());
    }
}
