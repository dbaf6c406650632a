package io.microtape.runtime.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bytes of a page while it is put together; little-endian, as Parquet is. Used again for the next page. */
final class PageBytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST = 4096;
    private static final int LONGEST_VARINT = 10;

    byte[] bytes = new byte[FIRST];
    int size;

    /** Makes room for so many bytes more. */
    void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
        }
    }

    void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        room(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    /** Writes over four bytes that were written before. */
    void putInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    void putLong(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    void put(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Seven bits a byte, the lowest first. */
    void putVarint(long value) {
        room(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void putZigzag(long value) {
        putVarint((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    /** Writes the low {@code width} bits of each value, 0 to 64, filled up to a whole byte. */
    void putPacked(long[] values, int from, int count, int width) {
        room(Math.ceilDiv(count * width, Byte.SIZE) + Long.BYTES);
        long waiting = 0;
        int bits = 0;
        for (int i = from; i < from + count; i++) {
            long value = values[i];
            waiting |= value << bits;
            bits += width;
            if (bits >= Long.SIZE) {
                LONG.set(bytes, size, waiting);
                size += Long.BYTES;
                bits -= Long.SIZE;
                // A shift by 64 is none, so a value that just fitted needs its own answer.
                waiting = bits == 0 ? 0 : value >>> (width - bits);
            }
        }
        if (bits > 0) {
            room(Long.BYTES);
            LONG.set(bytes, size, waiting);
            size += Math.ceilDiv(bits, Byte.SIZE);
        }
    }
}
