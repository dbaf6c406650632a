package io.microtape.runtime.parquet;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** A column of text that is the same in every row: only counted. */
final class ConstantPages extends ColumnPages {
    private final byte[] utf8;
    private int count;

    ConstantPages(ColumnDescriptor column, byte[] utf8) {
        super(column, List.of(), true);
        this.utf8 = utf8;
    }

    void add(int rows) {
        for (int i = 0; i < rows; i++) {
            levels.addPresent(0);
        }
        count += rows;
    }

    @Override
    int values() {
        return count;
    }

    @Override
    long bytes() {
        return 0;
    }

    @Override
    long textBytes() {
        return (long) count * utf8.length;
    }

    @Override
    void write(Encoding encoding, PageBytes page, Scratch scratch) {
        throw new IllegalStateException("one value always fits into a dictionary");
    }

    @Override
    void codes(long[] into) {
        Arrays.fill(into, 0, count, 0);
    }

    @Override
    int entries() {
        return 1;
    }

    @Override
    long dictionaryBytes() {
        return utf8.length;
    }

    @Override
    void writeDictionary(int entries, PageBytes page) {
        page.putInt(utf8.length);
        page.put(utf8, 0, utf8.length);
    }

    @Override
    void forgetDictionary() {}

    @Override
    void forgetPage() {
        count = 0;
    }

    @Override
    void measure(Statistics<?> statistics) {
        statistics.updateStats(Binary.fromConstantByteArray(utf8));
    }
}
