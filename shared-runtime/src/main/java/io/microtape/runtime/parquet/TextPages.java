package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Utf8Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** A column of text. */
public final class TextPages extends ColumnPages {
    private final PageBytes texts = new PageBytes();
    private int[] ends = new int[256];
    private int count;
    private Utf8Dictionary dictionary = new Utf8Dictionary();
    private int entries;
    private long entryBytes;

    TextPages(ColumnDescriptor column) {
        super(column, List.of(Encoding.DELTA_BYTE_ARRAY), true);
    }

    /** Adds a text from bytes that are UTF-8. */
    public void add(byte[] utf8, int from, int length) {
        levels.addPresent(0);
        texts.put(utf8, from, length);
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = texts.size;
    }

    @Override
    int values() {
        return count;
    }

    @Override
    long bytes() {
        return texts.size + (long) count * Integer.BYTES;
    }

    @Override
    long textBytes() {
        return texts.size;
    }

    /** The length that each shares with the one before, the lengths of the rest, the rest. */
    @Override
    void write(Encoding encoding, PageBytes page, Scratch scratch) {
        long[] shared = new long[count];
        long[] rest = new long[count];
        byte[] bytes = texts.bytes;
        for (int i = 0; i < count; i++) {
            int from = start(i);
            int before = i == 0 ? 0 : start(i - 1);
            int most = i == 0 ? 0 : Math.min(from - before, ends[i] - from);
            int same = Arrays.mismatch(bytes, before, before + most, bytes, from, from + most);
            shared[i] = same < 0 ? most : same;
            rest[i] = ends[i] - from - shared[i];
        }
        scratch.deltas.write(shared, count, true, page);
        scratch.deltas.write(rest, count, true, page);
        for (int i = 0; i < count; i++) {
            page.put(bytes, ends[i] - (int) rest[i], (int) rest[i]);
        }
    }

    @Override
    void codes(long[] into) {
        for (int i = 0; i < count; i++) {
            int code = dictionary.code(texts.bytes, start(i), ends[i] - start(i));
            into[i] = code;
            if (code == entries) {
                entries++;
                entryBytes += ends[i] - start(i) + Integer.BYTES;
            }
        }
    }

    @Override
    int entries() {
        return entries;
    }

    @Override
    long dictionaryBytes() {
        return entryBytes;
    }

    @Override
    void writeDictionary(int listed, PageBytes page) {
        String[] values = dictionary.values();
        for (int i = 0; i < listed; i++) {
            byte[] utf8 = values[i].getBytes(StandardCharsets.UTF_8);
            page.putInt(utf8.length);
            page.put(utf8, 0, utf8.length);
        }
    }

    @Override
    void forgetDictionary() {
        dictionary = new Utf8Dictionary();
        entries = 0;
        entryBytes = 0;
    }

    @Override
    void forgetPage() {
        texts.size = 0;
        count = 0;
    }

    @Override
    void measure(Statistics<?> statistics) {
        int least = 0;
        int most = 0;
        for (int i = 1; i < count; i++) {
            if (compare(i, least) < 0) {
                least = i;
            } else if (compare(i, most) > 0) {
                most = i;
            }
        }
        statistics.updateStats(binary(least));
        statistics.updateStats(binary(most));
    }

    private int compare(int one, int two) {
        return Arrays.compareUnsigned(texts.bytes, start(one), ends[one], texts.bytes, start(two), ends[two]);
    }

    private Binary binary(int i) {
        return Binary.fromConstantByteArray(Arrays.copyOfRange(texts.bytes, start(i), ends[i]));
    }

    private int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }
}
