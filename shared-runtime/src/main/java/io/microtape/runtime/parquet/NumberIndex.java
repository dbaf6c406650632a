package io.microtape.runtime.parquet;

import java.util.Arrays;

/** Gives each distinct number a code, 0 first, in order of appearance. */
final class NumberIndex {
    private static final int EMPTY = -1;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST = 64;

    private long[] values = new long[FIRST];
    private int size;
    /** Code by hash, open addressing, at most half full. */
    private int[] slots = filled(2 * FIRST);

    int size() {
        return size;
    }

    /** The numbers by code. */
    long[] values() {
        return values;
    }

    int code(long value) {
        int mask = slots.length - 1;
        int slot = slot(value, mask);
        int code = slots[slot];
        while (code != EMPTY && values[code] != value) {
            slot = (slot + 1) & mask;
            code = slots[slot];
        }
        return code == EMPTY ? add(value, slot) : code;
    }

    private int add(long value, int slot) {
        int code = size++;
        slots[slot] = code;
        values[code] = value;
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            slots = filled(4 * size);
            int mask = slots.length - 1;
            for (int i = 0; i < size; i++) {
                int free = slot(values[i], mask);
                while (slots[free] != EMPTY) {
                    free = (free + 1) & mask;
                }
                slots[free] = i;
            }
        }
        return code;
    }

    private static int slot(long value, int mask) {
        // Whole numbers as doubles differ in their high bits only, which a product alone would not bring down.
        return (int) (((value ^ (value >>> Integer.SIZE)) * SPREAD) >>> Integer.SIZE) & mask;
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
