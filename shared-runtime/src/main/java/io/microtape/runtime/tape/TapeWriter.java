package io.microtape.runtime.tape;

import io.microtape.model.capture.TapeColumn;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.parquet.ColumnarParquetWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Streams the rows of one capture into its Parquet file, batch by batch, with the fixed schema of its tape. */
public final class TapeWriter implements Closeable {
    private final Binary windowId;
    private final Binary symbol;
    /** Indexes in the tape of the columns that are stored. */
    private final int[] stored;
    private final ColumnarParquetWriter file;
    private long rows;

    /** Begins the file, which must not exist yet. */
    public TapeWriter(Path path, CaptureSpec spec) throws IOException {
        this.windowId = Binary.fromString(spec.windowId().value());
        this.symbol = Binary.fromString(spec.symbol());
        List<TapeColumn> columns = TapeColumn.of(spec.tape());
        this.stored = IntStream.range(0, columns.size())
                .filter(index -> spec.columns().isEmpty() || spec.columns().contains(columns.get(index).name()))
                .toArray();
        this.file = new ColumnarParquetWriter(path,
                schema(Arrays.stream(stored).mapToObj(columns::get).toList()));
    }

    /** Rows appended so far. */
    public long rows() {
        return rows;
    }

    /** Appends the first {@code count} of the listed rows of a sealed batch. */
    public void append(TapeBatch batch, int[] listed, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            file.column(0).write(windowId, 0, file.present(0));
            file.column(1).write(symbol, 0, file.present(1));
        }
        for (int index = 0; index < stored.length; index++) {
            write(batch.vector(stored[index]), listed, count, file.column(index + 2), file.present(index + 2));
        }
        file.rowsWritten(count);
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

    private static void write(FieldVector vector, int[] listed, int count, ColumnWriter out, int present) {
        switch (vector) {
            case TimeStampNanoTZVector nanos -> {
                for (int i = 0; i < count; i++) {
                    int row = listed[i];
                    if (nanos.isNull(row)) {
                        out.writeNull(0, 0);
                    } else {
                        out.write(nanos.get(row), 0, present);
                    }
                }
            }
            case BigIntVector numbers -> {
                for (int i = 0; i < count; i++) {
                    int row = listed[i];
                    if (numbers.isNull(row)) {
                        out.writeNull(0, 0);
                    } else {
                        out.write(numbers.get(row), 0, present);
                    }
                }
            }
            case Float8Vector doubles -> {
                for (int i = 0; i < count; i++) {
                    int row = listed[i];
                    if (doubles.isNull(row)) {
                        out.writeNull(0, 0);
                    } else {
                        out.write(doubles.get(row), 0, present);
                    }
                }
            }
            case IntVector ints -> {
                for (int i = 0; i < count; i++) {
                    int row = listed[i];
                    if (ints.isNull(row)) {
                        out.writeNull(0, 0);
                    } else {
                        out.write(ints.get(row), 0, present);
                    }
                }
            }
            case VarCharVector texts -> {
                for (int i = 0; i < count; i++) {
                    int row = listed[i];
                    if (texts.isNull(row)) {
                        out.writeNull(0, 0);
                    } else {
                        out.write(Binary.fromConstantByteArray(texts.get(row)), 0, present);
                    }
                }
            }
            case ListVector lists -> writeLists(lists, listed, count, out, present);
            case FieldVector other -> throw new IllegalStateException("no tape has a vector " + other.getField());
        }
    }

    private static void writeLists(ListVector lists, int[] listed, int count, ColumnWriter out, int present) {
        var elements = (IntVector) lists.getDataVector();
        for (int i = 0; i < count; i++) {
            int row = listed[i];
            int start = lists.getElementStartIndex(row);
            int end = lists.getElementEndIndex(row);
            if (lists.isNull(row)) {
                out.writeNull(0, 0);
            } else if (start == end) {
                out.writeNull(0, 1);
            } else {
                for (int element = start; element < end; element++) {
                    out.write(elements.get(element), element == start ? 0 : 1, present);
                }
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
