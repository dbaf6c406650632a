package io.microtape.model.capture;

/**
 * What the rows of a capture say, measured on all of them before any thinning.
 *
 * @param grade           agreement of the trades with the event's bar; {@code NONE} for quotes
 * @param tickContinuity  share of the window's minutes with a trade, [0, 1]; NaN for quotes
 * @param tradesPerSecond trades a second in the event minute; NaN for quotes
 * @param relativeSpread  median of (ask - bid) / mid over the two-sided quotes of the event minute; NaN for trades, or when
 *                        there was none
 * @param extension       whether the window was extended and why, trigger by trigger; empty where no extension was asked
 */
public record Findings(Grade grade, double tickContinuity, double tradesPerSecond, double relativeSpread,
        String extension) {
    public static final Findings NONE = new Findings(Grade.NONE, Double.NaN, Double.NaN, Double.NaN, "");
}
