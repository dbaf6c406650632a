package io.microtape.runtime.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.values.ValuesReader;

/**
 * One data page of a column that is no list, of either version, taken apart.
 *
 * @param rows     rows of the page
 * @param levels   by row, 1 where there is a value and 0 where there is none; nothing when every row has one. Only the
 *                 first {@code rows} count
 * @param present  rows with a value
 * @param bytes    the values, little-endian, from the buffer's position on
 */
record PageValues(int rows, int[] levels, int present, Encoding encoding, ByteBuffer bytes) {

    /** Takes a page apart; {@code scratch} gives the room for the levels. */
    static PageValues of(DataPage page, ColumnDescriptor column, Scratch scratch) throws IOException {
        return switch (page) {
            case DataPageV1 one -> of(one, column, scratch);
            case DataPageV2 two -> of(two, column, scratch);
            default -> throw new IllegalArgumentException("a page of an unknown version");
        };
    }

    private static PageValues of(DataPageV1 page, ColumnDescriptor column, Scratch scratch) throws IOException {
        ByteBuffer bytes = littleEndian(Codecs.buffer(page.getBytes()));
        int rows = page.getValueCount();
        if (column.getMaxDefinitionLevel() == 0) {
            return new PageValues(rows, null, rows, page.getValueEncoding(), bytes);
        }
        int[] levels = scratch.levels(rows);
        if (page.getDlEncoding() == Encoding.RLE) {
            int length = bytes.getInt();
            new HybridRuns(littleEndian(bytes.slice(bytes.position(), length)), 1).read(levels, rows);
            bytes.position(bytes.position() + length);
        } else {
            bytes = olderLevels(page, column, bytes, levels);
        }
        return of(rows, levels, page.getValueEncoding(), bytes);
    }

    /** Levels that are bit-packed without runs: files of before 2014. */
    private static ByteBuffer olderLevels(DataPageV1 page, ColumnDescriptor column, ByteBuffer bytes, int[] levels)
            throws IOException {
        ValuesReader reader = page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
        ByteBufferInputStream in = ByteBufferInputStream.wrap(bytes);
        reader.initFromPage(page.getValueCount(), in);
        for (int row = 0; row < page.getValueCount(); row++) {
            levels[row] = reader.readInteger();
        }
        return littleEndian(in.slice(in.available()));
    }

    private static PageValues of(DataPageV2 page, ColumnDescriptor column, Scratch scratch) throws IOException {
        ByteBuffer bytes = littleEndian(Codecs.buffer(page.getData()));
        int rows = page.getValueCount();
        if (column.getMaxDefinitionLevel() == 0 || page.getNullCount() == 0) {
            return new PageValues(rows, null, rows, page.getDataEncoding(), bytes);
        }
        int[] levels = scratch.levels(rows);
        new HybridRuns(littleEndian(Codecs.buffer(page.getDefinitionLevels())), 1).read(levels, rows);
        return of(rows, levels, page.getDataEncoding(), bytes);
    }

    private static PageValues of(int rows, int[] levels, Encoding encoding, ByteBuffer bytes) {
        int present = 0;
        for (int row = 0; row < rows; row++) {
            present += levels[row];
        }
        return new PageValues(rows, present == rows ? null : levels, present, encoding, bytes);
    }

    private static ByteBuffer littleEndian(ByteBuffer bytes) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Decodes the ids of a page that refers to a dictionary; the array is {@code scratch}'s. */
    int[] ids(Scratch scratch) {
        int[] ids = scratch.ids(present);
        if (present > 0) {
            int bitWidth = bytes.get() & 0xff;
            new HybridRuns(bytes, bitWidth).read(ids, present);
        }
        return ids;
    }

    /**
     * The plain values of eight bytes each that a page holds split: the first bytes of all, then the second bytes of all, and
     * so on.
     */
    ByteBuffer joined() {
        byte[] split = new byte[present * Long.BYTES];
        bytes.duplicate().get(split);
        ByteBuffer plain = littleEndian(ByteBuffer.allocate(split.length));
        for (int i = 0; i < present; i++) {
            long value = 0;
            for (int part = Long.BYTES - 1; part >= 0; part--) {
                value = (value << Byte.SIZE) | (split[part * present + i] & 0xff);
            }
            plain.putLong(value);
        }
        return plain.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The library's reader of these values, for the encodings that are rare or that it decodes at once itself. */
    ValuesReader reader(ColumnDescriptor column) throws IOException {
        ValuesReader reader = encoding.getValuesReader(column, ValuesType.VALUES);
        reader.initFromPage(present, ByteBufferInputStream.wrap(bytes.slice()));
        return reader;
    }

    /** Room that is used again for every page of a file. */
    static final class Scratch {
        private int[] levels = new int[0];
        private int[] ids = new int[0];

        private int[] levels(int rows) {
            if (levels.length < rows) {
                levels = new int[rows];
            }
            return levels;
        }

        private int[] ids(int values) {
            if (ids.length < values) {
                ids = new int[values];
            }
            return ids;
        }
    }
}
