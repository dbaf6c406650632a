package io.microtape.runtime.cost;

import java.util.Locale;

/** Which captures a figure rests on: the narrowest group that has enough of them. */
public enum Provenance {
    /** Captures of the same event type and session. */
    CELL,
    /** Captures of the same session. */
    SESSION,
    /** Captures of any event. */
    ALL,
    /** None: a documented assumption. */
    PLACEHOLDER;

    /** The lower-case word in reports and REST. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
