package io.microtape.manifest.selection;

/** Exact arithmetic with shares of whole events: a share is a whole number of millionths, so nothing is lost to rounding. */
final class Shares {
    static final long WHOLE = 1_000_000;

    private Shares() {}

    static long of(double share) {
        return Math.round(share * WHOLE);
    }

    /** The least whole number of events that is at least this share of {@code n}. */
    static int atLeast(long share, int n) {
        return Math.toIntExact(Math.ceilDiv(share * n, WHOLE));
    }

    /** The largest whole number of events that is at most this share of {@code n}. */
    static int atMost(long share, int n) {
        return Math.toIntExact(Math.floorDiv(share * n, WHOLE));
    }

    /** How far {@code count} events are from a share of {@code n}, in millionths of an event. */
    static long distance(int count, long share, int n) {
        return Math.abs(count * WHOLE - share * n);
    }
}
