package io.microtape.simulator;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.tape.FixedTapes;
import java.util.Arrays;

/** A tape on which every fault shows: stamps that differ, zeros, empty and absent values, and another ticker beside it. */
public final class VariedTape {
    public static final int ROWS = 40;
    /** One nanosecond after the last row. */
    public static final long END = TiedTape.START + ROWS;

    private VariedTape() {}

    /** Trades of {@code T} one nanosecond apart, with prices 1, 2, 3 ..; and quotes of {@code T}, and trades of another. */
    public static FixedTapes tapes() {
        return new FixedTapes().with("T", Tape.TRADES, trades(1)).with("ZVZZT", Tape.TRADES, trades(1_000))
                .with("T", Tape.QUOTES, quotes());
    }

    private static Table trades(double firstPrice) {
        double[] price = new double[ROWS];
        Arrays.setAll(price, row -> firstPrice + row);
        double[] size = new double[ROWS];
        Arrays.setAll(size, row -> row % 5 == 0 ? 0 : row % 5 == 1 ? 100.25 : 100 * row);
        String[] id = new String[ROWS];
        Arrays.setAll(id, row -> row % 7 == 0 ? "" : row % 7 == 1 ? null : "é" + row);
        return new Table.Builder().add("sip_timestamp", Column.Longs.of(Kind.INT64, stamps()))
                .add("participant_timestamp", Column.Longs.of(Kind.INT64, stamps()))
                .add("price", Column.Doubles.of(price)).add("size", Column.Doubles.of(size))
                .add("id", Column.Strings.of(id)).build();
    }

    private static Table quotes() {
        double[] bid = new double[ROWS];
        Arrays.setAll(bid, row -> row % 3);
        return new Table.Builder().add("sip_timestamp", Column.Longs.of(Kind.INT64, stamps()))
                .add("bid_price", Column.Doubles.of(bid)).build();
    }

    private static long[] stamps() {
        long[] stamps = new long[ROWS];
        Arrays.setAll(stamps, row -> TiedTape.START + row);
        return stamps;
    }
}
