package io.microtape.simulator.http;

import io.microtape.simulator.availability.Entitlement;
import java.util.OptionalInt;

/** The one key that is accepted, the limits that hold for it, and what its plan includes. */
public record Access(String apiKey, OptionalInt perSecond, OptionalInt perMinute, boolean retryAfter,
        Entitlement entitlement) {
    /** Without the key, so that it reaches no log by way of this record. */
    @Override
    public String toString() {
        return "Access[perSecond=%s, perMinute=%s, retryAfter=%s, entitlement=%s]".formatted(perSecond, perMinute,
                retryAfter, entitlement);
    }
}
