package io.microtape.manifest;

import java.util.List;

/** What a build is doing, in this order; a phase for which nothing is given is passed over. */
public enum BuildPhase {
    READING_EVENTS("reading events"),
    READING_DAILY_BARS("reading daily bars"),
    READING_MINUTE_BARS(
            "reading minute bars"),
    ENRICHING("enriching events"),
    SELECTING(
            "selecting"),
    REPORTING("checks, estimate and report"),
    WRITING("writing the manifest");

    private final String words;

    BuildPhase(String words) {
        this.words = words;
    }

    /** How many phases are before it. */
    public int place() {
        return List.of(values()).indexOf(this);
    }

    /** For people. */
    public String words() {
        return words;
    }
}
