package io.microtape.simulator.synthetic;

import java.util.BitSet;

/** Share counts of a minute's prints that add up to the minute's volume. */
final class TradeSizes {
    private static final int ROUND = 100;

    private TradeSizes() {}

    /** Odd lots, round lots, a few blocks; those that must count in the bar's prices are at least a round lot. */
    static int draw(Dice dice, boolean round) {
        double kind = dice.unit();
        if (kind < 0.42 && !round) {
            return 1 + dice.below(ROUND - 1);
        }
        if (kind < 0.90) {
            return ROUND * (1 + dice.below(3));
        }
        return kind < 0.985 ? ROUND * (3 + dice.below(7)) : ROUND * (10 + dice.below(60));
    }

    /**
     * Changes sizes until their sum is the volume, which must be at least a round lot for each index in {@code round} and
     * one share for each other.
     *
     * @param auction whether the first print is an auction's and takes what is over
     */
    static void fit(Dice dice, int[] sizes, BitSet round, int volume, boolean auction) {
        int over = -volume;
        for (int size : sizes) {
            over += size;
        }
        int at = dice.below(sizes.length);
        while (over > 0) {
            int cut = Math.min(over, sizes[at] - (round.get(at) ? ROUND : 1));
            sizes[at] -= cut;
            over -= cut;
            at = (at + 1) % sizes.length;
        }
        if (auction) {
            sizes[0] -= over;
            return;
        }
        int share = Math.max(1, -over / ROUND / sizes.length) * ROUND;
        while (over < 0) {
            int more = Math.min(-over, share);
            sizes[dice.below(sizes.length)] += more;
            over += more;
        }
    }
}
