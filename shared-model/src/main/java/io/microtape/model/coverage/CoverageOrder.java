package io.microtape.model.coverage;

import java.util.Locale;

/** In which order the groups of a coverage come; equal ones by key. */
public enum CoverageOrder {
    KEY("key"),
    /** Most captures first. */
    CAPTURES("-captures"),
    /** Most missing captures first. */
    MISSING("-missing"),
    /** Most rows first. */
    ROWS("-rows"),
    /** Most bytes first. */
    BYTES("-bytes");

    private final String word;

    CoverageOrder(String word) {
        this.word = word;
    }

    /** The word in REST parameters and on the command line; a minus says descending. */
    public String word() {
        return word;
    }

    /**
     * The order of a word.
     *
     * @throws IllegalArgumentException when it is none, with what to use instead
     */
    public static CoverageOrder of(String word) {
        for (CoverageOrder order : values()) {
            if (order.word.equals(word.toLowerCase(Locale.ROOT))) {
                return order;
            }
        }
        throw new IllegalArgumentException(
                "coverage cannot be sorted by '%s'; use key, -captures, -missing, -rows or -bytes".formatted(word));
    }
}
