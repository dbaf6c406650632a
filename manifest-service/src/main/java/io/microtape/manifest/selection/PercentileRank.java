package io.microtape.manifest.selection;

import java.util.Arrays;

/**
 * Makes scores of different scales comparable: within a group, {@code (rank - 1) / (n - 1)} in [0, 1], where tied scores
 * share the mean of their ranks and a lone score is 0.5. Missing scores (NaN) are not ranked and not counted in n.
 */
final class PercentileRank {
    private static final double LONE = 0.5;

    private PercentileRank() {}

    /** The percentile rank of every row of {@code rows} within the rows of equal {@code group}; NaN for all others. */
    static double[] of(int[] rows, double[] score, RowSort.Key group) {
        double[] ranks = new double[score.length];
        Arrays.fill(ranks, Double.NaN);
        int[] sorted = Rows.where(rows, row -> !Double.isNaN(score[row]));
        RowSort.ascending(sorted, score);
        RowSort.ascending(sorted, group);
        for (int from = 0; from < sorted.length;) {
            int to = from + 1;
            while (to < sorted.length && group.of(sorted[to]) == group.of(sorted[from])) {
                to++;
            }
            rank(sorted, from, to, score, ranks);
            from = to;
        }
        return ranks;
    }

    private static void rank(int[] sorted, int from, int to, double[] score, double[] ranks) {
        int n = to - from;
        for (int first = from; first < to;) {
            int last = first;
            while (last + 1 < to && score[sorted[last + 1]] == score[sorted[first]]) {
                last++;
            }
            double ranksBelow = ((first - from) + (last - from)) / 2.0;
            for (int i = first; i <= last; i++) {
                ranks[sorted[i]] = n == 1 ? LONE : ranksBelow / (n - 1);
            }
            first = last + 1;
        }
    }
}
