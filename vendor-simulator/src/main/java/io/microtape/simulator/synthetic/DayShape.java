package io.microtape.simulator.synthetic;

/**
 * How a day's trades spread over its minutes before anything special happens: few and rising before the open, a U
 * between open and close, few and falling after it.
 */
final class DayShape {
    private DayShape() {}

    /** The share of the day's trades that each minute expects; all together 1. */
    static double[] of(int openMinute, int closeMinute, int minutes, boolean inPlay) {
        double premarket = inPlay ? 0.10 : 0.04;
        double afterHours = inPlay ? 0.04 : 0.02;
        double[] shape = new double[minutes];
        for (int i = 0; i < openMinute; i++) {
            double part = i / (double) openMinute;
            shape[i] = 0.15 + part * part * part;
        }
        for (int i = openMinute; i < closeMinute; i++) {
            shape[i] = 1 + 3.0 / (1 + (i - openMinute) / 12.0) + 1.5 / (1 + (closeMinute - 1 - i) / 10.0);
        }
        for (int i = closeMinute; i < minutes; i++) {
            shape[i] = 0.05 + 1.0 / (1 + (i - closeMinute) / 15.0);
        }
        scale(shape, 0, openMinute, premarket);
        scale(shape, openMinute, closeMinute, 1 - premarket - afterHours);
        scale(shape, closeMinute, minutes, afterHours);
        return shape;
    }

    private static void scale(double[] shape, int from, int to, double share) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += shape[i];
        }
        for (int i = from; i < to; i++) {
            shape[i] *= share / sum;
        }
    }
}
