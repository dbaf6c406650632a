package io.microtape.model.capture;

import java.util.Locale;

/** What a capture holds of its window: the trades, or the NBBO quotes. */
public enum Tape {
    TRADES, QUOTES;

    /** The lower-case word in file names, ids and vendor paths. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
