package io.microtape.manifest;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Runs of daily bars. */
public final class BarRowSeries {
    private BarRowSeries() {}

    /** Bars at 10 USD on the {@code days} calendar days before a date. */
    public static List<BarRow> flat(String symbol, String before, int days, double volume) {
        return IntStream.rangeClosed(1, days)
                .mapToObj(day -> new BarRow(symbol, LocalDate.parse(before).minusDays(day), 10, 10, volume)).toList();
    }
}
