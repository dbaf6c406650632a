package io.microtape.runtime.ledger;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** In which order runs are listed; those of the same instant by their id. */
public enum RunSort {
    NEWEST("-created_at", "created_at desc, run_id desc"),
    OLDEST("created_at", "created_at, run_id"),
    ID("run_id", "run_id");

    private final String word;
    private final String sql;

    RunSort(String word, String sql) {
        this.word = word;
        this.sql = sql;
    }

    /** As users write it. */
    public String word() {
        return word;
    }

    String sql() {
        return sql;
    }

    /** The order that a word means. */
    public static Optional<RunSort> of(String word) {
        return Arrays.stream(values()).filter(sort -> sort.word.equals(word)).findFirst();
    }

    /** All words, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(RunSort::word).collect(Collectors.joining(", "));
    }
}
