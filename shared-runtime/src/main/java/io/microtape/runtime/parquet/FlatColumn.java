package io.microtape.runtime.parquet;

import io.microtape.runtime.parquet.PageValues.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.column.values.ValuesReader;

/**
 * Collects one column that is no list over all row groups, page by page: the values of a page are decoded together, packed
 * at the place of its first row, and then moved to the rows that have one.
 */
abstract class FlatColumn implements CollectedColumn {
    private final ColumnDescriptor descriptor;
    private final Scratch scratch;
    final boolean[] valid;
    private int row;

    FlatColumn(ColumnDescriptor descriptor, int rows, Scratch scratch) {
        this.descriptor = descriptor;
        this.scratch = scratch;
        this.valid = new boolean[rows];
    }

    /** Takes over the entries of a dictionary page. */
    abstract void dictionary(Dictionary dictionary);

    /** Puts {@code count} dictionary entries to {@code at} and on. */
    abstract void entries(int[] ids, int at, int count);

    /** Puts {@code count} plainly encoded values to {@code at} and on. */
    abstract void plain(ByteBuffer bytes, int at, int count) throws IOException;

    /** Puts {@code count} values of any encoding to {@code at} and on. */
    abstract void encoded(ValuesReader values, int at, int count);

    /** Copies the value of one row to another. */
    abstract void move(int from, int to);

    /** Makes a row hold what stands for no value. */
    abstract void clear(int at);

    /** Whether {@link #plain} knows this column's plain values. */
    boolean readsPlain() {
        return true;
    }

    @Override
    public final void read(PageReadStore group, ColumnDescriptor column) throws IOException {
        PageReader pages = group.getPageReader(column);
        int end = Math.toIntExact(row + group.getRowCount());
        DictionaryPage dictionary = pages.readDictionaryPage();
        if (dictionary != null) {
            dictionary(dictionary.getEncoding().initDictionary(descriptor, dictionary));
        }
        while (row < end) {
            DataPage page = pages.readPage();
            if (page == null || page.getValueCount() > end - row) {
                throw new IOException("the pages of column %s do not hold the rows that the footer states"
                        .formatted(descriptor.getPath()[0]));
            }
            read(PageValues.of(page, descriptor, scratch));
        }
    }

    private void read(PageValues page) throws IOException {
        if (page.encoding().usesDictionary()) {
            entries(page.ids(scratch), row, page.present());
        } else if (page.encoding() == Encoding.PLAIN && readsPlain()) {
            plain(page.bytes(), row, page.present());
        } else if (page.encoding() == Encoding.BYTE_STREAM_SPLIT && readsPlain() && isEightBytesWide()) {
            plain(page.joined(), row, page.present());
        } else if (page.present() > 0) {
            encoded(page.reader(descriptor), row, page.present());
        }
        if (page.levels() == null) {
            Arrays.fill(valid, row, row + page.rows(), true);
        } else {
            spread(page);
        }
        row += page.rows();
    }

    private boolean isEightBytesWide() {
        PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
        return type == PrimitiveTypeName.DOUBLE || type == PrimitiveTypeName.INT64;
    }

    /** From the last row on, so that no value is overwritten before it has moved. */
    private void spread(PageValues page) {
        int from = row + page.present();
        for (int i = page.rows() - 1; i >= 0; i--) {
            int to = row + i;
            valid[to] = page.levels()[i] == 1;
            if (!valid[to]) {
                clear(to);
            } else if (--from != to) {
                move(from, to);
            }
        }
    }
}
