package io.microtape.simulator.tape;

import java.util.Locale;

/** The direction in which a tape is read: oldest row first, or newest first. */
public enum Order {
    ASC, DESC;

    /** The vendor's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
