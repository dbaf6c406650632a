package io.microtape.model.coverage;

import java.util.Locale;

/** What coverage can be counted by. */
public enum CoverageKey {
    SESSION,
    SYMBOL,
    EVENT_TYPE,
    MONTH,
    DATE,
    /** The session, as runs name it. */
    WAVE,
    TAPE,
    STATE,
    /** Agreement of a complete capture with its event's bar; {@code NONE} for every other. */
    GRADE;

    /** The lower-case word in REST parameters, JSON and the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
