package io.microtape.model.capture;

/**
 * The minute bar that an event brought with it. Each part is NaN where the event did not say.
 *
 * @param open   first price, USD
 * @param volume shares
 * @param spikeX volume over the mean of the 20 minutes before
 */
public record EventBar(double open, double high, double low, double close, double volume, double spikeX) {
    /** An event that said nothing of its minute. */
    public static final EventBar UNKNOWN = new EventBar(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
            Double.NaN);
}
