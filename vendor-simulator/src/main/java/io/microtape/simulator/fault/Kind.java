package io.microtape.simulator.fault;

import java.util.Locale;

/** What can be expected of a client that meets a fault. */
public enum Kind {
    /** The answer is unusual and true: its rows can be stored as they are. */
    HARMLESS("the answer is unusual and true"),
    /** The client can notice, and asking again is right: what is stored in the end must be the truth. */
    TRANSIENT("the client can notice and ask again"),
    /** The answer contradicts the question or itself: the truth may be stored, or nothing. */
    HOSTILE("the client can notice and must store the truth or nothing"),
    /** The answer looks like a true one: no client can tell from it alone. */
    DECEPTIVE("the client cannot notice from the answer alone");

    private final String meaning;

    Kind(String meaning) {
        this.meaning = meaning;
    }

    /** Its name in plans, such as {@code transient}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What can be expected of a client, in a few words. */
    public String meaning() {
        return meaning;
    }
}
