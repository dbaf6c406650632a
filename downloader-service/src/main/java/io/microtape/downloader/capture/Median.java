package io.microtape.downloader.capture;

import java.util.Arrays;

/**
 * The median of a stream in bounded memory: exact up to {@value #MOST} values, beyond that of every second, fourth and so
 * on of them.
 */
final class Median {
    private static final int MOST = 1 << 16;

    private double[] values = new double[64];
    private int count;
    private long seen;
    private long stride = 1;

    void add(double value) {
        if (seen++ % stride != 0) {
            return;
        }
        if (count == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                values[i] = values[2 * i];
            }
            count = MOST / 2;
            stride *= 2;
        } else if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    /** The mean of the middle two when there are two; NaN without any value. */
    double value() {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
