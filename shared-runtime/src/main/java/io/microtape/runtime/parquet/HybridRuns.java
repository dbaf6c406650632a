package io.microtape.runtime.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Parquet's RLE and bit-packing hybrid, decoded run by run instead of value by value: dictionary ids and definition
 * levels are nearly all of what a column has.
 */
final class HybridRuns {
    private static final int GROUP = 8;

    private final ByteBuffer in;
    private final int bytesPerValue;
    private final BytePacker packer;
    private final int[] group = new int[GROUP];

    /** Takes the runs from the buffer's position on; {@code bitWidth} is that of one value, 0 to 32. */
    HybridRuns(ByteBuffer in, int bitWidth) {
        if (bitWidth < 0 || bitWidth > Integer.SIZE) {
            throw new IllegalArgumentException("values of %d bits".formatted(bitWidth));
        }
        this.in = in;
        this.bytesPerValue = (bitWidth + 7) / 8;
        this.packer = Packer.LITTLE_ENDIAN.newBytePacker(bitWidth);
    }

    /** Decodes the next {@code count} values into the start of {@code out}. To be asked once: the last run may be cut. */
    void read(int[] out, int count) {
        int at = 0;
        while (at < count) {
            int header = unsignedVarInt();
            int length = header >>> 1;
            at = (header & 1) == 0 ? repeated(out, at, Math.min(length, count - at)) : packed(out, at, length, count);
            if (length == 0) {
                throw new IllegalArgumentException("a run without values");
            }
        }
    }

    private int repeated(int[] out, int from, int length) {
        int value = 0;
        for (int i = 0; i < bytesPerValue; i++) {
            value |= (in.get() & 0xff) << (i * Byte.SIZE);
        }
        Arrays.fill(out, from, from + length, value);
        return from + length;
    }

    private int packed(int[] out, int from, int groups, int count) {
        int bytesPerGroup = packer.getBitWidth();
        int at = from;
        for (int i = 0; i < groups && at < count; i++) {
            if (in.remaining() < bytesPerGroup) {
                // Some writers leave out the padding of the last group.
                packer.unpack8Values(padded(bytesPerGroup), 0, group, 0);
            } else {
                packer.unpack8Values(in, in.position(), group, 0);
                in.position(in.position() + bytesPerGroup);
            }
            int length = Math.min(GROUP, count - at);
            System.arraycopy(group, 0, out, at, length);
            at += length;
        }
        return at;
    }

    private ByteBuffer padded(int bytes) {
        byte[] group = new byte[bytes];
        in.get(group, 0, in.remaining());
        return ByteBuffer.wrap(group);
    }

    private int unsignedVarInt() {
        int value = 0;
        for (int shift = 0;; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
