package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Table;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Writes tables of the same columns, one after the other, as one Parquet file to a stream that is never sought in. At
 * most one row group is held in memory. The file is whole only after {@link #finish}.
 */
public final class ParquetStream implements Closeable {
    private final ColumnarParquetWriter writer;
    private final Layout layout;

    /** Begins a file with the columns of a table, whose rows do not matter. */
    public ParquetStream(OutputStream out, Table columns) throws IOException {
        this(out, columns, Layout.SMALL_GROUPS);
    }

    public ParquetStream(OutputStream out, Table columns, Layout layout) throws IOException {
        this.layout = layout;
        this.writer = new ColumnarParquetWriter(new Once(out), ParquetTables.schema(columns, layout.micros()), layout);
    }

    public void append(Table rows) throws IOException {
        ParquetTables.append(rows, writer, layout.micros());
    }

    /** Ends the file with these footer entries. */
    public void finish(Map<String, String> footer) throws IOException {
        writer.finish(footer);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** A place that can be written to once, from its beginning. */
    private record Once(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Counting(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counting extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
