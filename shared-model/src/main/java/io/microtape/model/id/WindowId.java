package io.microtape.model.id;

/** {@code {symbol}_{yyyyMMdd_HHmmss}} (UTC): names one event minute of one symbol, whatever the event types in it. */
public record WindowId(String value) {
    /** The id of the window around the event minute that starts at {@code epochNanos}. */
    public static WindowId of(String symbol, long epochNanos) {
        return new WindowId(symbol + "_" + UtcStamp.of(epochNanos));
    }

    @Override
    public String toString() {
        return value;
    }
}
