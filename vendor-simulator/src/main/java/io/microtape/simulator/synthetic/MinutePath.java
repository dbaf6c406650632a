package io.microtape.simulator.synthetic;

/**
 * Where the price stands inside a minute: straight lines from open over high and low, in either order, to close. Trades
 * and quotes of the minute both follow it, so that most trades lie inside the quotes of their time.
 */
final class MinutePath {
    private static final int STREAM = 4;

    private final double[] at = new double[4];
    private final int[] cents = new int[4];
    private final boolean highFirst;

    private MinutePath(double first, double second, boolean highFirst, DayPlan plan, int minute) {
        this.highFirst = highFirst;
        at[1] = first;
        at[2] = second;
        at[3] = 1;
        cents[0] = plan.open()[minute];
        cents[1] = highFirst ? plan.high()[minute] : plan.low()[minute];
        cents[2] = highFirst ? plan.low()[minute] : plan.high()[minute];
        cents[3] = plan.close()[minute];
    }

    static MinutePath of(long seed, DayPlan plan, int minute) {
        Dice dice = Dice.of(seed, plan.symbol(), STREAM, plan.date().toEpochDay(), minute);
        boolean rises = plan.close()[minute] > plan.open()[minute];
        return new MinutePath(dice.between(0.1, 0.45), dice.between(0.5, 0.9), dice.chance(rises ? 0.3 : 0.7), plan,
                minute);
    }

    /** When the high is reached, as a part of the minute. */
    double highAt() {
        return at[highFirst ? 1 : 2];
    }

    double lowAt() {
        return at[highFirst ? 2 : 1];
    }

    /** Cents at a part of the minute in [0, 1). */
    double cents(double part) {
        int leg = part < at[1] ? 0 : part < at[2] ? 1 : 2;
        double share = (part - at[leg]) / (at[leg + 1] - at[leg]);
        return cents[leg] + (cents[leg + 1] - cents[leg]) * share;
    }
}
