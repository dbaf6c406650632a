package io.microtape.runtime.tape;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.parquet.ColumnarParquetWriter;
import io.microtape.runtime.parquet.NumberPages;
import io.microtape.runtime.parquet.TextPages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Streams the rows of one capture into its Parquet file, batch by batch, with the fixed schema of its tape. */
public final class TapeWriter implements Closeable {
    /** {@code window_id} and {@code symbol}, which come first. */
    private static final int OWN_COLUMNS = 2;
    private static final int SLICE = 1024;

    private final List<TapeColumn> columns;
    /** Indexes in the tape of the columns that are stored, in order. */
    private final int[] stored;
    private final ColumnarParquetWriter file;
    private byte[] text = new byte[64];
    private long rows;

    /** Begins the file, which must not exist yet. */
    public TapeWriter(Path path, CaptureSpec spec) throws IOException {
        this.columns = TapeColumn.of(spec.tape());
        this.stored = IntStream.range(0, columns.size())
                .filter(index -> spec.columns().isEmpty() || spec.columns().contains(columns.get(index).name()))
                .toArray();
        this.file = new ColumnarParquetWriter(path,
                schema(Arrays.stream(stored).mapToObj(columns::get).toList()));
        file.constant(0, spec.windowId().value());
        file.constant(1, spec.symbol());
    }

    /** Rows appended so far. */
    public long rows() {
        return rows;
    }

    /** Appends the first {@code count} of the listed rows of a sealed batch. */
    public void append(TapeBatch batch, int[] listed, int count) throws IOException {
        for (int from = 0, to; from < count; from = to) {
            to = Math.min(count, from + Math.min(SLICE, file.room()));
            for (int place = 0; place < stored.length; place++) {
                write(batch, stored[place], place + OWN_COLUMNS, listed, from, to);
            }
            file.rowsWritten(to - from);
        }
        rows += count;
    }

    /** Ends the file with these footer entries. */
    public void finish(Map<String, String> footer) throws IOException {
        file.finish(footer);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void write(TapeBatch batch, int column, int leaf, int[] listed, int from, int to) {
        switch (columns.get(column).kind()) {
            case NANOS, INT64 -> {
                NumberPages out = file.numbers(leaf);
                for (int i = from; i < to; i++) {
                    if (batch.isPresent(column, listed[i])) {
                        out.add(batch.longAt(column, listed[i]), 0);
                    } else {
                        out.addNull(0, 0);
                    }
                }
            }
            case DOUBLE -> {
                NumberPages out = file.numbers(leaf);
                for (int i = from; i < to; i++) {
                    if (batch.isPresent(column, listed[i])) {
                        out.add(batch.doubleAt(column, listed[i]), 0);
                    } else {
                        out.addNull(0, 0);
                    }
                }
            }
            case INT32 -> {
                NumberPages out = file.numbers(leaf);
                for (int i = from; i < to; i++) {
                    if (batch.isPresent(column, listed[i])) {
                        out.add((long) batch.intAt(column, listed[i]), 0);
                    } else {
                        out.addNull(0, 0);
                    }
                }
            }
            case TEXT -> texts(batch, column, listed, from, to, file.texts(leaf));
            case INT32_LIST -> lists(batch, column, listed, from, to, file.numbers(leaf));
        }
    }

    private void texts(TapeBatch batch, int column, int[] listed, int from, int to, TextPages out) {
        for (int i = from; i < to; i++) {
            if (batch.isPresent(column, listed[i])) {
                int length = batch.lengthAt(column, listed[i]);
                if (text.length < length) {
                    text = new byte[length];
                }
                batch.copyText(column, listed[i], text, 0);
                out.add(text, 0, length);
            } else {
                out.addNull(0, 0);
            }
        }
    }

    private static void lists(TapeBatch batch, int column, int[] listed, int from, int to, NumberPages out) {
        for (int i = from; i < to; i++) {
            int row = listed[i];
            int length = batch.lengthAt(column, row);
            if (!batch.isPresent(column, row)) {
                out.addNull(0, 0);
            } else if (length == 0) {
                out.addNull(0, 1);
            }
            for (int element = 0; element < length; element++) {
                out.add((long) batch.elementAt(column, row, element), element == 0 ? 0 : 1);
            }
        }
    }

    private static MessageType schema(List<TapeColumn> columns) {
        var schema = Types.buildMessage().required(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType())
                .named("window_id").required(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType())
                .named("symbol");
        columns.forEach(column -> schema.addField(field(column)));
        return schema.named("tape");
    }

    private static Type field(TapeColumn column) {
        return switch (column.kind()) {
            case NANOS -> Types.optional(PrimitiveTypeName.INT64)
                    .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.NANOS))
                    .named(column.name());
            case INT64 -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case INT32 -> Types.optional(PrimitiveTypeName.INT32).named(column.name());
            case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            case TEXT -> Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType())
                    .named(column.name());
            case INT32_LIST ->
                Types.optionalList().optionalElement(PrimitiveTypeName.INT32).named(column.name());
        };
    }
}
