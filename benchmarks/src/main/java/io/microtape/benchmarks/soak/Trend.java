package io.microtape.benchmarks.soak;

import java.util.Arrays;
import java.util.List;

/**
 * How fast a measure rises: the median of the slopes between all pairs of points (Theil and Sen), which a third of wild points
 * does not move, and the slope that is exceeded with 95 % certainty, from the distribution of Kendall's tau (Sen, JASA 1968).
 *
 * @param points  how many points it rests on
 * @param slope   by which the measure rises in an hour; negative when it falls
 * @param atLeast by which it rises at least, with 95 % certainty
 */
record Trend(int points, double slope, double atLeast) {
    private static final int FEWEST = 8;
    /** Of the normal distribution, one-sided. */
    private static final double CERTAINTY_95 = 1.645;

    /** A point. */
    record Point(double hours, double value) {}

    /** @throws IllegalArgumentException when there are fewer than eight points */
    static Trend of(List<Point> points) {
        int n = points.size();
        if (n < FEWEST) {
            throw new IllegalArgumentException("%d points; a trend needs at least %d".formatted(n, FEWEST));
        }
        var slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                Point early = points.get(i);
                Point late = points.get(j);
                slopes[next++] = (late.value - early.value) / (late.hours - early.hours);
            }
        }
        Arrays.sort(slopes);
        double spread = CERTAINTY_95 * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
        int lower = (int) Math.max(0, Math.floor((slopes.length - spread) / 2));
        return new Trend(n, middle(slopes), slopes[lower]);
    }

    /** Whether it rises by more than this in an hour, with 95 % certainty. */
    boolean exceeds(double tolerance) {
        return atLeast > tolerance;
    }

    private static double middle(double... sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
