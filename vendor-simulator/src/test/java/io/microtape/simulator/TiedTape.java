package io.microtape.simulator;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Trades many of which share a nanosecond, and are otherwise told apart by their price alone. */
public final class TiedTape {
    /** 2024-03-05 09:30 in New York. */
    public static final long START = 1_709_649_000_000_000_000L;

    private TiedTape() {}

    /** Rows with prices 1, 2, 3 ..; every stamp is shared by 1 up to {@code maxTies} rows. */
    public static Table of(int rows, int maxTies, long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        long[] sip = new long[rows];
        long at = START;
        for (int row = 0; row < rows;) {
            int end = Math.min(rows, row + 1 + random.nextInt(maxTies));
            Arrays.fill(sip, row, end, at);
            at += 1 + random.nextInt(3);
            row = end;
        }
        double[] price = new double[rows];
        Arrays.setAll(price, row -> row + 1);
        return new Table.Builder().add("sip_timestamp", Column.Longs.of(Kind.INT64, sip))
                .add("price", Column.Doubles.of(price)).build();
    }
}
