package io.microtape.runtime.parquet;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of 32-bit or 64-bit numbers, timestamps or doubles; doubles are held as their bits. */
public final class NumberPages extends ColumnPages {
    private static final int FIRST = 256;

    private final PrimitiveTypeName type;
    private NumberIndex index = new NumberIndex();
    private long[] values = new long[FIRST];
    private int count;

    NumberPages(ColumnDescriptor column, List<Encoding> direct, boolean dictionary) {
        super(column, direct, dictionary);
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
    }

    /** Adds a whole number, which fits into 32 bits where the column has these. */
    public void add(long value, int repetition) {
        levels.addPresent(repetition);
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    /** Adds a double. */
    public void add(double value, int repetition) {
        add(Double.doubleToRawLongBits(value), repetition);
    }

    @Override
    int values() {
        return count;
    }

    @Override
    long bytes() {
        return (long) count * Long.BYTES;
    }

    @Override
    void write(Encoding encoding, PageBytes page, Scratch scratch) {
        switch (encoding) {
            case DELTA_BINARY_PACKED ->
                scratch.deltas.write(values, count, type == PrimitiveTypeName.INT32, page);
            case BYTE_STREAM_SPLIT -> {
                page.room(count * Long.BYTES);
                for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    for (int i = 0; i < count; i++) {
                        page.bytes[page.size++] = (byte) (values[i] >>> shift);
                    }
                }
            }
            default -> plain(values, count, page);
        }
    }

    @Override
    void codes(long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = i > 0 && values[i] == values[i - 1] ? into[i - 1] : index.code(values[i]);
        }
    }

    @Override
    int entries() {
        return index.size();
    }

    @Override
    long dictionaryBytes() {
        return (long) index.size() * Long.BYTES;
    }

    @Override
    void writeDictionary(int entries, PageBytes page) {
        plain(index.values(), entries, page);
    }

    @Override
    void forgetDictionary() {
        index = new NumberIndex();
    }

    @Override
    void forgetPage() {
        count = 0;
    }

    @Override
    void measure(Statistics<?> statistics) {
        if (type == PrimitiveTypeName.DOUBLE) {
            measureDoubles(statistics);
            return;
        }
        long least = values[0];
        long most = values[0];
        for (int i = 1; i < count; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        if (type == PrimitiveTypeName.INT32) {
            statistics.updateStats((int) least);
            statistics.updateStats((int) most);
        } else {
            statistics.updateStats(least);
            statistics.updateStats(most);
        }
    }

    /** NaN is told to the statistics one by one: what they make of it is theirs. */
    private void measureDoubles(Statistics<?> statistics) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean any = false;
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(values[i]);
            if (Double.isNaN(value)) {
                statistics.updateStats(value);
            } else {
                any = true;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        if (any) {
            statistics.updateStats(least);
            statistics.updateStats(most);
        }
    }

    private void plain(long[] numbers, int length, PageBytes page) {
        page.room(length * Long.BYTES);
        for (int i = 0; i < length; i++) {
            if (type == PrimitiveTypeName.INT32) {
                page.putInt((int) numbers[i]);
            } else {
                page.putLong(numbers[i]);
            }
        }
    }
}
