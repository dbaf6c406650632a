package io.microtape.runtime.parquet;

/** Writes DELTA_BINARY_PACKED: differences in blocks of 128, each as far above the block's least as it is. */
final class DeltaPages {
    private static final int BLOCK = 128;
    private static final int MINI_BLOCKS = 4;
    private static final int MINI_BLOCK = BLOCK / MINI_BLOCKS;

    private final long[] deltas = new long[BLOCK];

    /**
     * Writes the first {@code count} values.
     *
     * @param narrow whether they are 32-bit numbers, whose differences run over at 32 bits
     */
    void write(long[] values, int count, boolean narrow, PageBytes out) {
        out.putVarint(BLOCK);
        out.putVarint(MINI_BLOCKS);
        out.putVarint(count);
        out.putZigzag(count == 0 ? 0 : values[0]);
        for (int from = 1; from < count; from += BLOCK) {
            block(values, from, Math.min(BLOCK, count - from), narrow, out);
        }
    }

    private void block(long[] values, int from, int count, boolean narrow, PageBytes out) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long delta = values[from + i] - values[from + i - 1];
            deltas[i] = narrow ? (int) delta : delta;
            least = Math.min(least, deltas[i]);
        }
        for (int i = count; i < BLOCK; i++) {
            deltas[i] = least;
        }
        long mask = narrow ? 0xFFFF_FFFFL : -1L;
        out.putZigzag(least);
        int widths = out.size;
        out.putInt(0);
        for (int mini = 0; mini < MINI_BLOCKS && mini * MINI_BLOCK < count; mini++) {
            long bits = 0;
            for (int i = mini * MINI_BLOCK; i < (mini + 1) * MINI_BLOCK; i++) {
                deltas[i] = (deltas[i] - least) & mask;
                bits |= deltas[i];
            }
            int width = Long.SIZE - Long.numberOfLeadingZeros(bits);
            out.bytes[widths + mini] = (byte) width;
            out.putPacked(deltas, mini * MINI_BLOCK, MINI_BLOCK, width);
        }
    }
}
