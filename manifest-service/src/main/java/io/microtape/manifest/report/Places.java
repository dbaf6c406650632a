package io.microtape.manifest.report;

import java.util.stream.IntStream;

/** Divides the places of a sample. */
final class Places {
    private Places() {}

    /**
     * How many places each group gets: all as many, but none more than it has rows. What is left over goes to the larger
     * groups, the first among equal ones; so does everything when there are fewer places than groups.
     */
    static int[] share(int places, int[] rows) {
        int[] share = new int[rows.length];
        for (int left = Math.min(places, IntStream.of(rows).sum()); left > 0; left--) {
            int next = -1;
            for (int group = 0; group < rows.length; group++) {
                boolean open = share[group] < rows[group];
                if (open && (next < 0 || share[group] < share[next]
                        || (share[group] == share[next] && rows[group] > rows[next]))) {
                    next = group;
                }
            }
            share[next]++;
        }
        return share;
    }

    /** The middles of so many equal parts of {@code rows} rows: distinct and rising. */
    static IntStream evenly(int places, int rows) {
        return IntStream.range(0, places).map(i -> (int) ((2L * i + 1) * rows / (2L * places)));
    }
}
