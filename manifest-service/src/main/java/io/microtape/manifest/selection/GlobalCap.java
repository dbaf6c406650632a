package io.microtape.manifest.selection;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Stage 5: at most so many events. Each symbol's best event comes before every other, both by the total order; a
 * rejection's observed value is the event's place in that queue.
 */
final class GlobalCap {
    static final Reason MAX_EVENTS = new Reason(Stage.GLOBAL_CAP, "max_events");

    private GlobalCap() {}

    /** The rows that survive, given and returned in the total order. */
    static int[] survivors(int[] ordered, BitSet coverage, int most, Decisions decisions) {
        int[] best = Rows.where(ordered, coverage::get);
        int[] others = Rows.where(ordered, row -> !coverage.get(row));
        int[] queue = Arrays.copyOf(best, ordered.length);
        System.arraycopy(others, 0, queue, best.length, others.length);
        for (int place = most; place < queue.length; place++) {
            decisions.reject(queue[place], MAX_EVENTS, place + 1.0, most);
        }
        return Rows.where(ordered, row -> !decisions.isRejected(row));
    }
}
