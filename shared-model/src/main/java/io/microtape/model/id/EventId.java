package io.microtape.model.id;

/**
 * {@code {symbol}_{event_type}_{yyyyMMdd_HHmmss}_{8 hex}}: names one event. The hex digits are the start of the SHA-256
 * of symbol, type and epoch nanoseconds, so that symbols or types with underscores cannot collide.
 */
public record EventId(String value) {
    public static EventId of(String symbol, String eventType, long epochNanos) {
        String digest = Sha256.hex(symbol + '\n' + eventType + '\n' + epochNanos);
        return new EventId(symbol + '_' + eventType + '_' + UtcStamp.of(epochNanos) + '_' + digest.substring(0, 8));
    }

    @Override
    public String toString() {
        return value;
    }
}
