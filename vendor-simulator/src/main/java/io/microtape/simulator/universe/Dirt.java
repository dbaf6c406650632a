package io.microtape.simulator.universe;

/**
 * What is wrong with events as they are found in the wild.
 *
 * @param duplicated share of events that stand there a second time
 * @param scoreNan share of events whose score is no number
 * @param sessionWrong share of events whose session label comes from a wrong clock
 */
public record Dirt(double duplicated, double scoreNan, double sessionWrong) {
    public static final Dirt NONE = new Dirt(0, 0, 0);
    /** As much as a demonstration needs to show every kind. */
    public static final Dirt SOME = new Dirt(0.05, 0.01, 0.10);

    public Dirt {
        for (double rate : new double[] {duplicated, scoreNan, sessionWrong}) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate of dirt is %s; it must lie in [0, 1]".formatted(rate));
            }
        }
    }
}
