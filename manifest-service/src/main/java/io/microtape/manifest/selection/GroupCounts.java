package io.microtape.manifest.selection;

/** Counts by 64-bit key, in arrays: a hash table with open addressing. */
final class GroupCounts {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] keys;
    private final int[] counts;
    private final int shift;

    /** @param most how many keys there are at most */
    GroupCounts(int most) {
        int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(most) + 1);
        keys = new long[1 << bits];
        counts = new int[1 << bits];
        shift = Long.SIZE - bits;
    }

    /** Counts one more of a key and says how many there are. */
    int add(long key) {
        int at = slot(key);
        keys[at] = key;
        return ++counts[at];
    }

    private int slot(long key) {
        int at = (int) ((key * MIX) >>> shift);
        while (counts[at] != 0 && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }
}
