package io.microtape.status.window;

import java.util.BitSet;

/**
 * The rows of a tape that a chart of so many pixels in width needs, after M4 (Jugel et al., VLDB 2014): of each of as many
 * equal spans of time the first and the last row, and those with the lowest and highest value. A line through these covers
 * the same pixels as one through all rows. Rows are told in their order; memory grows with the spans, not with the rows.
 */
final class Spans {
    private final long from;
    private final long to;
    private final int count;
    private final BitSet chosen = new BitSet();
    private int span = -1;
    private int last;

    /**
     * @param from first instant, epoch nanoseconds
     * @param to   first instant after that
     */
    Spans(long from, long to, int count) {
        this.from = from;
        this.to = to;
        this.count = count;
    }

    /** Takes the next row; the span that it falls into. */
    int next(int row, long timestamp) {
        int here = (int) (Math.multiplyExact(timestamp - from, (long) count) / (to - from));
        if (here != span) {
            endSpan();
            span = here;
            chosen.set(row);
        }
        last = row;
        return here;
    }

    /** The first and last rows of all spans, after the last row. */
    BitSet ends() {
        endSpan();
        return chosen;
    }

    private void endSpan() {
        if (span >= 0) {
            chosen.set(last);
        }
    }
}
