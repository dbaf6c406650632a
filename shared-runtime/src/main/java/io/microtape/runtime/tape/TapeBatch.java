package io.microtape.runtime.tape;

import io.microtape.model.capture.TapeColumn;
import io.microtape.model.capture.Tape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows of one tape in Arrow vectors, filled row by row: set what the row has, then {@link #endRow}. What is not set is
 * null. Reused between pages; its memory grows to the largest page and is off the heap. Not for two threads at once.
 */
public final class TapeBatch implements AutoCloseable {
    private final Tape tape;
    private final List<TapeColumn> columns;
    private final VectorSchemaRoot root;
    private int rows;

    public TapeBatch(Tape tape, BufferAllocator allocator) {
        this.tape = tape;
        this.columns = TapeColumn.of(tape);
        this.root = VectorSchemaRoot.create(new Schema(columns.stream().map(TapeBatch::field).toList()), allocator);
    }

    public Tape tape() {
        return tape;
    }

    public int rows() {
        return rows;
    }

    /** The vectors, in the order of {@link TapeColumn#of}; valid up to {@link #rows} after {@link #seal}. */
    public VectorSchemaRoot root() {
        return root;
    }

    public FieldVector vector(int column) {
        return root.getVector(column);
    }

    public long sipTimestamp(int row) {
        return ((TimeStampNanoTZVector) vector(TapeColumn.SIP_TIMESTAMP)).get(row);
    }

    /** The first row at or after an instant, epoch nanoseconds; the rows must rise in time. */
    public int firstAtOrAfter(long instant) {
        int low = 0;
        int high = rows;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sipTimestamp(middle) < instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Forgets all rows and keeps the memory. */
    public void clear() {
        for (FieldVector vector : root.getFieldVectors()) {
            vector.reset();
        }
        rows = 0;
    }

    public void setLong(int column, long value) {
        switch (vector(column)) {
            case TimeStampNanoTZVector nanos -> nanos.setSafe(rows, value);
            case BigIntVector numbers -> numbers.setSafe(rows, value);
            case FieldVector other -> throw wrongType(column, other);
        }
    }

    public void setInt(int column, int value) {
        ((IntVector) vector(column)).setSafe(rows, value);
    }

    public void setDouble(int column, double value) {
        ((Float8Vector) vector(column)).setSafe(rows, value);
    }

    public void setText(int column, String value) {
        ((VarCharVector) vector(column)).setSafe(rows, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets a list; {@code count} may be 0, which is an empty list and not null. */
    public void setList(int column, int[] values, int count) {
        var list = (ListVector) vector(column);
        int start = list.startNewValue(rows);
        var elements = (IntVector) list.getDataVector();
        for (int i = 0; i < count; i++) {
            elements.setSafe(start + i, values[i]);
        }
        list.endValue(rows, count);
    }

    /** Ends the current row. */
    public void endRow() {
        rows++;
    }

    /** Makes the vectors readable up to the rows that have ended. */
    public void seal() {
        root.setRowCount(rows);
    }

    /** Copies one row of a sealed batch of the same tape to the end of this one. */
    public void copyRow(TapeBatch from, int row) {
        for (int column = 0; column < columns.size(); column++) {
            vector(column).copyFromSafe(row, rows, from.vector(column));
        }
        rows++;
        seal();
    }

    /** Holds the rows of a record of the same schema in place of its own, without copying them. */
    public void take(ArrowRecordBatch record) {
        clear();
        new VectorLoader(root).load(record);
        rows = record.getLength();
    }

    @Override
    public void close() {
        root.close();
    }

    private static IllegalStateException wrongType(int column, FieldVector vector) {
        return new IllegalStateException("column %d is %s".formatted(column, vector.getField()));
    }

    private static Field field(TapeColumn column) {
        return switch (column.kind()) {
            case NANOS -> leaf(column.name(), new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC"));
            case INT64 -> leaf(column.name(), new ArrowType.Int(64, true));
            case INT32 -> leaf(column.name(), new ArrowType.Int(32, true));
            case DOUBLE -> leaf(column.name(), new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
            case TEXT -> leaf(column.name(), ArrowType.Utf8.INSTANCE);
            case INT32_LIST -> new Field(column.name(), FieldType.nullable(ArrowType.List.INSTANCE),
                    List.of(leaf(ListVector.DATA_VECTOR_NAME, new ArrowType.Int(32, true))));
        };
    }

    private static Field leaf(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }
}
