package io.microtape.simulator.http;

import java.util.OptionalInt;

/** The one key that is accepted and the limits that hold for it. */
public record Access(String apiKey, OptionalInt perSecond, OptionalInt perMinute, boolean retryAfter) {
    /** Without the key, so that it reaches no log by way of this record. */
    @Override
    public String toString() {
        return "Access[perSecond=%s, perMinute=%s, retryAfter=%s]".formatted(perSecond, perMinute, retryAfter);
    }
}
