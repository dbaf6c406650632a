package io.microtape.runtime.coverage;

import java.util.Arrays;

/** A number for each of many keys that are whole numbers, in as few bytes as they take. */
final class Sums {
    private static final int AT_FIRST = 1 << 10;
    private static final long NO_KEY = -1;
    /** 2^64 over the golden ratio: spreads keys that lie close together (Knuth, TAOCP 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] keys = empty(AT_FIRST);
    private long[] sums = new long[AT_FIRST];
    private int size;

    /** Adds to the sum of a key, which is not negative. */
    void add(long key, long value) {
        int slot = slot(key);
        if (keys[slot] == NO_KEY) {
            keys[slot] = key;
            size++;
            if (2 * size > keys.length) {
                sums[slot] += value;
                grow();
                return;
            }
        }
        sums[slot] += value;
    }

    /** The sum of a key; {@code otherwise} when there is none. */
    long get(long key, long otherwise) {
        int slot = slot(key);
        return keys[slot] == NO_KEY ? otherwise : sums[slot];
    }

    int size() {
        return size;
    }

    /** All keys, ascending. */
    long[] keys() {
        long[] all = Arrays.stream(keys).filter(key -> key != NO_KEY).toArray();
        Arrays.sort(all);
        return all;
    }

    private int slot(long key) {
        int slot = (int) ((key * SPREAD) >>> 32) & (keys.length - 1);
        while (keys[slot] != NO_KEY && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] old = keys;
        long[] values = sums;
        keys = empty(2 * old.length);
        sums = new long[keys.length];
        for (int i = 0; i < old.length; i++) {
            if (old[i] != NO_KEY) {
                int slot = slot(old[i]);
                keys[slot] = old[i];
                sums[slot] = values[i];
            }
        }
    }

    private static long[] empty(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, NO_KEY);
        return keys;
    }
}
