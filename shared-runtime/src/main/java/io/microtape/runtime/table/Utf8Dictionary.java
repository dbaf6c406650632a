package io.microtape.runtime.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives each distinct text a code, 0 first, in order of appearance. Texts are asked for by their UTF-8 bytes: a string is
 * made only for a text that is new.
 */
public final class Utf8Dictionary {
    private static final int EMPTY = -1;

    private final StringDictionary texts = new StringDictionary();
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[64];
    private int[] hashes = new int[64];
    private int[] codes = new int[64];
    private int entries;
    /** Entry by hash, open addressing, at most half full. */
    private int[] slots = filled(128);

    /** The code of the text in {@code length} bytes of {@code utf8}. */
    public int code(byte[] utf8, int offset, int length) {
        int hash = hash(utf8, offset, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != EMPTY) {
            int entry = slots[slot];
            if (hashes[entry] == hash
                    && Arrays.equals(bytes, start(entry), ends[entry], utf8, offset, offset + length)) {
                return codes[entry];
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = entries;
        return add(utf8, offset, length, hash);
    }

    /** The texts by code. */
    public String[] values() {
        return texts.values();
    }

    private int add(byte[] utf8, int offset, int length, int hash) {
        int start = start(entries);
        if (entries == ends.length) {
            ends = Arrays.copyOf(ends, entries * 2);
            hashes = Arrays.copyOf(hashes, entries * 2);
            codes = Arrays.copyOf(codes, entries * 2);
        }
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(bytes.length * 2, start), length));
        }
        System.arraycopy(utf8, offset, bytes, start, length);
        ends[entries] = start + length;
        hashes[entries] = hash;
        // Malformed bytes of two kinds may read as one text; then they have one code.
        codes[entries] = texts.code(new String(utf8, offset, length, StandardCharsets.UTF_8));
        int code = codes[entries++];
        if (entries * 2 > slots.length) {
            grow();
        }
        return code;
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    private void grow() {
        slots = filled(slots.length * 2);
        int mask = slots.length - 1;
        for (int entry = 0; entry < entries; entry++) {
            int slot = hashes[entry] & mask;
            while (slots[slot] != EMPTY) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry;
        }
    }

    private static int hash(byte[] utf8, int offset, int length) {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + utf8[i];
        }
        // The low bits choose the slot: let the high ones take part.
        hash *= 0x9E3779B1;
        return hash ^ (hash >>> 15);
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
