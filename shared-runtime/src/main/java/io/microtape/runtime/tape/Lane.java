package io.microtape.runtime.tape;

import io.microtape.model.capture.TapeColumn.Kind;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/**
 * One column of a batch, written by address: a vector's own setters look at capacity, type and reference count again for
 * each value. Whoever writes here has made room first, with {@link #ensureRows} and {@link #ensureData}.
 */
final class Lane {
    private static final int INT_BYTES = Integer.BYTES;

    private final FieldVector vector;
    final Kind kind;
    /** Address of the values; of the elements for a list, of the bytes for text. */
    long data;
    private long offsets;
    private long dataBytes;
    /** Bytes of text, or elements of lists, written so far. */
    int end;

    Lane(FieldVector vector, Kind kind) {
        this.vector = vector;
        this.kind = kind;
    }

    /** Makes room for so many rows; what was written stays. */
    void ensureRows(int rows) {
        while (vector.getValueCapacity() < rows) {
            if (vector instanceof VarCharVector texts) {
                texts.reallocValidityAndOffsetBuffers();
            } else {
                vector.reAlloc();
            }
        }
        locate();
    }

    /** Makes room for so many more bytes of text, or elements of lists. */
    void ensureData(int more) {
        long wanted = kind == Kind.TEXT ? (long) end + more : ((long) end + more) * INT_BYTES;
        while (wanted > dataBytes) {
            switch (vector) {
                case VarCharVector texts -> texts.reallocDataBuffer(Math.max(wanted, 2 * dataBytes));
                case ListVector lists -> lists.getDataVector().reAlloc();
                case FieldVector other -> throw new IllegalStateException("no data of its own: " + other.getField());
            }
            locate();
        }
    }

    /** Says where the text or list of a row ends. */
    void endRow(int row) {
        if (offsets != 0) {
            MemoryUtil.putInt(offsets + (row + 1L) * INT_BYTES, end);
        }
    }

    void clear() {
        end = 0;
        if (offsets != 0) {
            MemoryUtil.putInt(offsets, 0);
        }
    }

    int start(int row) {
        return MemoryUtil.getInt(offsets + (long) row * INT_BYTES);
    }

    int end(int row) {
        return MemoryUtil.getInt(offsets + (row + 1L) * INT_BYTES);
    }

    /** Makes the vector readable: a bit of {@code present} at {@code column} says that the row has a value. */
    void seal(int[] present, int column, int rows) {
        long validity = vector.getValidityBufferAddress();
        for (int from = 0; from < rows; from += Byte.SIZE) {
            int bits = 0;
            int to = Math.min(rows, from + Byte.SIZE);
            for (int row = from; row < to; row++) {
                bits |= (present[row] >>> column & 1) << (row - from);
            }
            MemoryUtil.putByte(validity + from / Byte.SIZE, (byte) bits);
        }
        switch (vector) {
            case VarCharVector texts -> texts.setLastSet(rows - 1);
            case ListVector lists -> {
                lists.setLastSet(rows - 1);
                long elements = lists.getDataVector().getValidityBufferAddress();
                MemoryUtil.setMemory(elements, Math.ceilDiv(end, Byte.SIZE), (byte) -1);
            }
            case FieldVector _ -> {
            }
        }
    }

    private void locate() {
        switch (vector) {
            case VarCharVector texts -> {
                offsets = texts.getOffsetBufferAddress();
                data = texts.getDataBufferAddress();
                dataBytes = texts.getDataBuffer().capacity();
            }
            case ListVector lists -> {
                var elements = (IntVector) lists.getDataVector();
                offsets = lists.getOffsetBufferAddress();
                data = elements.getDataBufferAddress();
                dataBytes = (long) elements.getValueCapacity() * INT_BYTES;
            }
            case BaseFixedWidthVector numbers -> data = numbers.getDataBufferAddress();
            case FieldVector other -> throw new IllegalStateException("no tape has a vector " + other.getField());
        }
    }
}
