package io.microtape.model.vendor;

import java.util.OptionalInt;

/** What the vendor sells. */
public enum Plan {
    BASIC, STARTER, DEVELOPER, ADVANCED, BUSINESS;

    private static final int BASIC_PER_MINUTE = 5;

    /** The requests a minute that the plan is held to whatever is configured; empty when it is not. */
    public OptionalInt requestsPerMinute() {
        return this == BASIC ? OptionalInt.of(BASIC_PER_MINUTE) : OptionalInt.empty();
    }
}
