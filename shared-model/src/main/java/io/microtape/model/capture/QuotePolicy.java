package io.microtape.model.capture;

/**
 * How quotes are thinned while they stream.
 *
 * @param byChangeOnly drop a quote whose bid price, bid size, ask price and ask size all equal the last kept quote's
 * @param maxRateHz    keep at most the last quote of each 1/maxRateHz second slot of the epoch; 0 is no limit, else
 *                     [1, 1,000]
 */
public record QuotePolicy(boolean byChangeOnly, int maxRateHz) {
    /** Every row the vendor sent. */
    public static final QuotePolicy KEEP_ALL = new QuotePolicy(false, 0);

    public QuotePolicy {
        if (maxRateHz < 0 || maxRateHz > 1_000) {
            throw new IllegalArgumentException(
                    "max_rate_hz is %d; allowed is 0 (no limit) to 1000".formatted(maxRateHz));
        }
    }
}
