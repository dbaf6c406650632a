package io.microtape.runtime.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** A column of truth values, one bit each. */
final class BooleanPages extends ColumnPages {
    private long[] values = new long[256];
    private int count;

    BooleanPages(ColumnDescriptor column) {
        super(column, List.of(Encoding.PLAIN), false);
    }

    void add(boolean value) {
        levels.addPresent(0);
        if (count == values.length) {
            values = java.util.Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value ? 1 : 0;
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
        page.putPacked(values, 0, count, 1);
    }

    @Override
    void codes(long[] into) {
        throw new IllegalStateException("truth values have no dictionary");
    }

    @Override
    int entries() {
        return 0;
    }

    @Override
    long dictionaryBytes() {
        return 0;
    }

    @Override
    void writeDictionary(int entries, PageBytes page) {
        throw new IllegalStateException("truth values have no dictionary");
    }

    @Override
    void forgetDictionary() {}

    @Override
    void forgetPage() {
        count = 0;
    }

    @Override
    void measure(Statistics<?> statistics) {
        boolean any = false;
        boolean all = true;
        for (int i = 0; i < count; i++) {
            any |= values[i] != 0;
            all &= values[i] != 0;
        }
        statistics.updateStats(all);
        statistics.updateStats(any);
    }
}
