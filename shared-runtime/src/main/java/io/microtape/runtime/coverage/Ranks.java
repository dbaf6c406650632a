package io.microtape.runtime.coverage;

import java.util.Arrays;

/** The alphabetical order of a few texts. */
final class Ranks {
    private Ranks() {}

    static String[] sorted(String[] texts) {
        String[] sorted = texts.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The place of each text, which are all different, among them all. */
    static int[] of(String[] texts) {
        String[] sorted = sorted(texts);
        return Arrays.stream(texts).mapToInt(text -> Arrays.binarySearch(sorted, text)).toArray();
    }
}
