package io.microtape.simulator.synthetic;

/** Times inside a minute, rising, with rows that share a nanosecond and rows a few microseconds apart. */
final class TickTimes {
    private static final double TIE = 0.10;
    private static final double SWEEP = 0.20;
    /** Of a minute in which a dozen rows come: some microseconds. */
    private static final double SWEEP_GAP = 1e-6;

    private TickTimes() {}

    /** Parts of the minute in (0, 1). */
    static double[] parts(Dice dice, int count) {
        double[] parts = new double[count];
        double at = 0;
        for (int i = 0; i < count; i++) {
            double kind = i == 0 ? 1 : dice.unit();
            double u = dice.unit();
            at += kind < TIE ? 0 : kind < TIE + SWEEP ? SWEEP_GAP * (0.1 + u) : 0.02 + u * u * 3;
            parts[i] = at;
        }
        double whole = at + 0.02 + dice.unit();
        for (int i = 0; i < count; i++) {
            parts[i] /= whole;
        }
        return parts;
    }
}
