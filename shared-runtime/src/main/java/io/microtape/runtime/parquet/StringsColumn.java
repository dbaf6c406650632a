package io.microtape.runtime.parquet;

import io.microtape.runtime.parquet.PageValues.Scratch;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Utf8Dictionary;
import java.io.EOFException;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/** Text: each entry of a dictionary page is looked up once, other text by its bytes, without a string a row. */
final class StringsColumn extends FlatColumn {
    private final Utf8Dictionary texts = new Utf8Dictionary();
    private final int[] codes;
    private int[] dictionary = new int[0];

    StringsColumn(ColumnDescriptor descriptor, int rows, Scratch scratch) {
        super(descriptor, rows, scratch);
        this.codes = new int[rows];
    }

    @Override
    void dictionary(Dictionary entries) {
        dictionary = new int[entries.getMaxId() + 1];
        for (int id = 0; id < dictionary.length; id++) {
            dictionary[id] = code(entries.decodeToBinary(id).getBytesUnsafe());
        }
    }

    @Override
    void entries(int[] ids, int at, int count) {
        for (int i = 0; i < count; i++) {
            codes[at + i] = dictionary[ids[i]];
        }
    }

    @Override
    void plain(ByteBuffer bytes, int at, int count) throws EOFException {
        ByteBuffer in = bytes;
        if (!in.hasArray()) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            in = ByteBuffer.wrap(copy).order(bytes.order());
        }
        int position = in.position();
        for (int i = at; i < at + count; i++) {
            int length = in.getInt(position);
            position += Integer.BYTES;
            if (length < 0 || length > in.limit() - position) {
                throw new EOFException("a text goes beyond the end of its page");
            }
            codes[i] = texts.code(in.array(), in.arrayOffset() + position, length);
            position += length;
        }
    }

    @Override
    void encoded(ValuesReader in, int at, int count) {
        for (int i = at; i < at + count; i++) {
            codes[i] = code(in.readBytes().getBytesUnsafe());
        }
    }

    private int code(byte[] utf8) {
        return texts.code(utf8, 0, utf8.length);
    }

    @Override
    void move(int from, int to) {
        codes[to] = codes[from];
    }

    @Override
    void clear(int at) {
        codes[at] = -1;
    }

    @Override
    public Column column() {
        return new Column.Strings(codes, texts.values());
    }
}
