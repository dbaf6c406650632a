package io.microtape.status.window;

import java.util.Arrays;
import java.util.BitSet;

/** The row with the lowest, or the highest, value of each span; of several with the same value the first. */
final class Extreme {
    private static final int NONE = -1;

    private final boolean highest;
    private final double[] values;
    private final int[] rows;

    private Extreme(boolean highest, int spans) {
        this.highest = highest;
        this.values = new double[spans];
        this.rows = new int[spans];
        Arrays.fill(rows, NONE);
    }

    static Extreme lowest(int spans) {
        return new Extreme(false, spans);
    }

    static Extreme highest(int spans) {
        return new Extreme(true, spans);
    }

    void offer(int span, int row, double value) {
        if (rows[span] == NONE || (highest ? value > values[span] : value < values[span])) {
            rows[span] = row;
            values[span] = value;
        }
    }

    void addTo(BitSet chosen) {
        Arrays.stream(rows).filter(row -> row != NONE).forEach(chosen::set);
    }
}
