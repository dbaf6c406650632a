package io.microtape.runtime.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Parquet's RLE and bit-packing hybrid, decoded run by run instead of value by value: dictionary ids and definition
 * levels are nearly all of what a column has.
 */
final class HybridRuns {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int VALUES_PER_GROUP = 8;

    private final byte[] in;
    private final int end;
    private final int bitWidth;
    private int position;

    /** Takes the runs from the buffer's position on; {@code bitWidth} is that of one value, 0 to 32. */
    HybridRuns(ByteBuffer runs, int bitWidth) {
        if (bitWidth < 0 || bitWidth > Integer.SIZE) {
            throw new IllegalArgumentException("values of %d bits".formatted(bitWidth));
        }
        this.bitWidth = bitWidth;
        if (runs.hasArray()) {
            this.in = runs.array();
            this.position = runs.arrayOffset() + runs.position();
        } else {
            this.in = new byte[runs.remaining()];
            runs.duplicate().get(in);
        }
        this.end = position + runs.remaining();
    }

    /** Decodes the next {@code count} values into the start of {@code out}. To be asked once: the last run may be cut. */
    void read(int[] out, int count) {
        int at = 0;
        while (at < count) {
            int header = unsignedVarInt();
            int length = header >>> 1;
            if (length == 0) {
                throw new IllegalArgumentException("a run without values");
            }
            at = (header & 1) == 0 ? repeated(out, at, Math.min(length, count - at)) : packed(out, at, length, count);
        }
    }

    private int repeated(int[] out, int from, int length) {
        int value = 0;
        for (int bits = 0; bits < bitWidth; bits += Byte.SIZE) {
            value |= next() << bits;
        }
        Arrays.fill(out, from, from + length, value);
        return from + length;
    }

    /** The last group may lack the bytes of its padding: some writers leave them out. */
    private int packed(int[] out, int from, int groups, int count) {
        int values = (int) Math.min((long) groups * VALUES_PER_GROUP, count - from);
        int bytes = Math.toIntExact(((long) values * bitWidth + 7) / 8);
        if (bytes > end - position) {
            throw cut();
        }
        byte[] packed = in;
        int start = position;
        if (packed.length - start - bytes < Long.BYTES) {
            // Every value is read as part of eight bytes, the last one too.
            packed = Arrays.copyOfRange(in, start, start + bytes + Long.BYTES);
            start = 0;
        }
        unpack(packed, start, out, from, values);
        position = (int) Math.min(end, position + (long) groups * bitWidth);
        return from + values;
    }

    private void unpack(byte[] packed, int start, int[] out, int from, int values) {
        long mask = (1L << bitWidth) - 1;
        long bit = 0;
        for (int i = 0; i < values; i++) {
            long bytes = (long) LONG.get(packed, start + (int) (bit >>> 3));
            out[from + i] = (int) (bytes >>> (bit & 7) & mask);
            bit += bitWidth;
        }
    }

    private int unsignedVarInt() {
        int value = 0;
        for (int shift = 0;; shift += 7) {
            int next = next();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private int next() {
        if (position >= end) {
            throw cut();
        }
        return in[position++] & 0xff;
    }

    private static IllegalArgumentException cut() {
        return new IllegalArgumentException("a run goes beyond the end of its page");
    }
}
