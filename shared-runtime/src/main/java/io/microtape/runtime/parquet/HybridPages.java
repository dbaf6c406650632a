package io.microtape.runtime.parquet;

/**
 * Writes Parquet's RLE and bit-packing hybrid, which {@link HybridRuns} reads: a run of equal values as one, others packed
 * in groups of eight.
 */
final class HybridPages {
    private static final int GROUP = 8;

    private HybridPages() {}

    /** The bits that a value up to {@code most} needs. */
    static int width(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }

    /** Writes the first {@code count} values; the array has room for a whole group at its end. */
    static void write(long[] values, int count, int width, PageBytes out) {
        int at = 0;
        while (at < count) {
            int run = run(values, at, count);
            if (run >= GROUP || at + run == count) {
                repeated(values[at], run, width, out);
                at += run;
            } else {
                int from = at;
                do {
                    at += GROUP;
                } while (at < count && run(values, at, Math.min(count, at + GROUP)) < GROUP);
                int groups = (at - from) / GROUP;
                for (int i = count; i < at; i++) {
                    values[i] = 0;
                }
                out.putVarint(((long) groups << 1) | 1);
                out.putPacked(values, from, groups * GROUP, width);
                at = Math.min(at, count);
            }
        }
    }

    /** Writes one value so many times. */
    static void repeated(long value, int count, int width, PageBytes out) {
        out.putVarint((long) count << 1);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            out.put((int) (value >>> bits));
        }
    }

    private static int run(long[] values, int from, int end) {
        long value = values[from];
        int at = from + 1;
        while (at < end && values[at] == value) {
            at++;
        }
        return at - from;
    }
}
