package io.microtape.simulator.universe;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.StringDictionary;
import io.microtape.runtime.table.Table;
import java.util.Arrays;

/** Collects bars of one kind, with as many numbers in each as there are names. */
final class BarRows {
    private final String timeName;
    private final Kind timeKind;
    private final String[] names;
    private final StringDictionary symbols = new StringDictionary();
    private int[] codes = new int[1024];
    private long[] times = new long[1024];
    private final double[][] values;
    private int rows;

    BarRows(String timeName, Kind timeKind, String... names) {
        this.timeName = timeName;
        this.timeKind = timeKind;
        this.names = names;
        this.values = new double[names.length][1024];
    }

    int size() {
        return rows;
    }

    void add(String symbol, long time, double... numbers) {
        if (rows == times.length) {
            codes = Arrays.copyOf(codes, rows * 2);
            times = Arrays.copyOf(times, rows * 2);
            for (int i = 0; i < values.length; i++) {
                values[i] = Arrays.copyOf(values[i], rows * 2);
            }
        }
        codes[rows] = symbols.code(symbol);
        times[rows] = time;
        for (int i = 0; i < values.length; i++) {
            values[i][rows] = numbers[i];
        }
        rows++;
    }

    Table table() {
        var table = new Table.Builder()
                .add("symbol", new Column.Strings(Arrays.copyOf(codes, rows), symbols.values()))
                .add(timeName, Column.Longs.of(timeKind, Arrays.copyOf(times, rows)));
        for (int i = 0; i < names.length; i++) {
            table.add(names[i], Column.Doubles.of(Arrays.copyOf(values[i], rows)));
        }
        return table.build();
    }
}
