package io.microtape.runtime.coverage;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The order of captures by symbol, event and tape, trades before quotes. */
final class WindowOrder {
    private static final int PLACE_BITS = 24;
    private static final long PLACES = (1L << PLACE_BITS) - 1;

    private WindowOrder() {}

    /**
     * The rows of a draft in order.
     *
     * @param rank the place of each symbol code in the order of symbols
     */
    static int[] of(Draft draft, int[] rank) {
        int[] begin = new int[rank.length + 1];
        for (int row = 0; row < draft.size; row++) {
            begin[rank[draft.symbol[row]] + 1]++;
        }
        for (int symbol = 0; symbol < rank.length; symbol++) {
            begin[symbol + 1] += begin[symbol];
        }
        int[] order = new int[draft.size];
        int[] next = begin.clone();
        for (int row = 0; row < draft.size; row++) {
            order[next[rank[draft.symbol[row]]]++] = row;
        }
        for (int symbol = 0; symbol < rank.length; symbol++) {
            sort(draft, order, begin[symbol], begin[symbol + 1]);
        }
        return order;
    }

    /** Second, tape and place in one number each, so that a million rows are sorted without an object for any. */
    private static void sort(Draft draft, int[] order, int from, int to) {
        if (to - from > PLACES) {
            throw new IllegalStateException("one symbol has more than %d captures".formatted(PLACES));
        }
        long[] keys = new long[to - from];
        for (int place = 0; place < keys.length; place++) {
            int row = order[from + place];
            long second = TimeUnit.NANOSECONDS.toSeconds(draft.eventAt[row]);
            keys[place] = (2 * second + draft.tape[row]) << PLACE_BITS | place;
        }
        Arrays.sort(keys);
        int[] rows = Arrays.copyOfRange(order, from, to);
        for (int place = 0; place < keys.length; place++) {
            order[from + place] = rows[(int) (keys[place] & PLACES)];
        }
    }
}
