package io.microtape.runtime.cost;

import io.microtape.model.capture.Tape;

/**
 * What is assumed where nothing was measured, by capture: 8.5 MB (at the 90th percentile 25 MB) of trades and 3.2 (12) MB of
 * quotes, one (two) requests; and 12 (18) seconds of the run by window, shared by its tapes. They are percentiles of one
 * window. Of many windows they are taken times the number of windows, as if all were at that percentile together: nothing is
 * known yet of how they differ.
 */
final class Placeholders {
    private static final double MB = 1e6;
    private static final double SECONDS_PER_HOUR = 3_600;

    private Placeholders() {}

    static Figure requests(int captures) {
        return figure(captures, 1, 2);
    }

    static Figure bytes(Tape tape, int captures) {
        return switch (tape) {
            case TRADES -> figure(captures, 8.5 * MB, 25 * MB);
            case QUOTES -> figure(captures, 3.2 * MB, 12 * MB);
        };
    }

    /** @param tapes how many tapes of each window are captured */
    static Figure hours(int captures, int tapes) {
        return figure(captures, 12 / SECONDS_PER_HOUR / tapes, 18 / SECONDS_PER_HOUR / tapes);
    }

    private static Figure figure(int captures, double p50, double p90) {
        return new Figure(captures * p50, captures * p90, Provenance.PLACEHOLDER.word(), 0);
    }
}
