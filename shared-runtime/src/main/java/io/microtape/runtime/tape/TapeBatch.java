package io.microtape.runtime.tape;

import io.microtape.model.capture.TapeColumn;
import io.microtape.model.capture.Tape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
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
    private static final int FIRST_ROWS = 1024;

    private final Tape tape;
    private final VectorSchemaRoot root;
    private final Lane[] lanes;
    /** One bit for each column of each row: whether the row has a value there. */
    private int[] present = new int[0];
    private int presentNow;
    private int capacity;
    private int rows;

    public TapeBatch(Tape tape, BufferAllocator allocator) {
        this.tape = tape;
        List<TapeColumn> columns = TapeColumn.of(tape);
        this.root = VectorSchemaRoot.create(new Schema(columns.stream().map(TapeBatch::field).toList()), allocator);
        this.lanes = IntStream.range(0, columns.size())
                .mapToObj(index -> new Lane(root.getVector(index), columns.get(index).kind())).toArray(Lane[]::new);
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
        return longAt(TapeColumn.SIP_TIMESTAMP, row);
    }

    /** Whether a row that has ended has a value in a column. */
    public boolean isPresent(int column, int row) {
        return (present[Objects.checkIndex(row, rows)] >>> column & 1) != 0;
    }

    /** The timestamp or 64-bit number of a row; without meaning where the row has none. */
    public long longAt(int column, int row) {
        return MemoryUtil.getLong(lanes[column].data + (long) Objects.checkIndex(row, rows) * Long.BYTES);
    }

    /** The price or size of a row; without meaning where the row has none. */
    public double doubleAt(int column, int row) {
        return Double.longBitsToDouble(longAt(column, row));
    }

    /** The 32-bit number of a row; without meaning where the row has none. */
    public int intAt(int column, int row) {
        return MemoryUtil.getInt(lanes[column].data + (long) Objects.checkIndex(row, rows) * Integer.BYTES);
    }

    /** The length of a row's text in bytes, or of its list in elements; 0 where the row has none. */
    public int lengthAt(int column, int row) {
        Objects.checkIndex(row, rows);
        return lanes[column].end(row) - lanes[column].start(row);
    }

    /** Copies a row's text, as UTF-8, to a place with room for its length. */
    public void copyText(int column, int row, byte[] into, int at) {
        Lane lane = lanes[column];
        int length = lengthAt(column, row);
        Objects.checkFromIndexSize(at, length, into.length);
        MemoryUtil.copyFromMemory(lane.data + lane.start(row), into, at, length);
    }

    /** An element of a row's list. */
    public int elementAt(int column, int row, int element) {
        Objects.checkIndex(element, lengthAt(column, row));
        return MemoryUtil.getInt(lanes[column].data + (lanes[column].start(row) + (long) element) * Integer.BYTES);
    }

    /** Whether a row has the same values as a row of another batch of the same tape, and lacks the same. */
    public boolean sameRow(int row, TapeBatch other, int otherRow) {
        if (present[Objects.checkIndex(row, rows)] != other.present[Objects.checkIndex(otherRow, other.rows)]) {
            return false;
        }
        for (int column = 0; column < lanes.length; column++) {
            if (isPresent(column, row) && !sameValue(column, row, other, otherRow)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameValue(int column, int row, TapeBatch other, int otherRow) {
        return switch (lanes[column].kind) {
            case NANOS, INT64, DOUBLE -> longAt(column, row) == other.longAt(column, otherRow);
            case INT32 -> intAt(column, row) == other.intAt(column, otherRow);
            case TEXT -> {
                byte[] one = new byte[lengthAt(column, row)];
                byte[] two = new byte[other.lengthAt(column, otherRow)];
                copyText(column, row, one, 0);
                other.copyText(column, otherRow, two, 0);
                yield Arrays.equals(one, two);
            }
            case INT32_LIST -> lengthAt(column, row) == other.lengthAt(column, otherRow)
                    && IntStream.range(0, lengthAt(column, row))
                            .allMatch(i -> elementAt(column, row, i) == other.elementAt(column,
                                    otherRow, i));
        };
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
        root.setRowCount(0);
        for (Lane lane : lanes) {
            lane.clear();
        }
        rows = 0;
        presentNow = 0;
    }

    public void setLong(int column, long value) {
        MemoryUtil.putLong(slot(column, Long.BYTES), value);
    }

    public void setInt(int column, int value) {
        MemoryUtil.putInt(slot(column, Integer.BYTES), value);
    }

    public void setDouble(int column, double value) {
        setLong(column, Double.doubleToRawLongBits(value));
    }

    /** Sets a text from bytes that are UTF-8. */
    public void setText(int column, byte[] utf8, int from, int length) {
        Objects.checkFromIndexSize(from, length, utf8.length);
        begin(column);
        Lane lane = lanes[column];
        lane.end = rows == 0 ? 0 : lane.end(rows - 1);
        lane.ensureData(length);
        MemoryUtil.copyToMemory(utf8, from, lane.data + lane.end, length);
        lane.end += length;
    }

    /** Sets a list; {@code count} may be 0, which is an empty list and not null. */
    public void setList(int column, int[] values, int count) {
        Objects.checkFromIndexSize(0, count, values.length);
        begin(column);
        Lane lane = lanes[column];
        lane.end = rows == 0 ? 0 : lane.end(rows - 1);
        lane.ensureData(count);
        for (int i = 0; i < count; i++) {
            MemoryUtil.putInt(lane.data + (long) lane.end++ * Integer.BYTES, values[i]);
        }
    }

    /** Ends the current row. */
    public void endRow() {
        if (rows == capacity) {
            grow();
        }
        for (Lane lane : lanes) {
            lane.endRow(rows);
        }
        present[rows++] = presentNow;
        presentNow = 0;
    }

    /** Makes the vectors readable up to the rows that have ended. */
    public void seal() {
        for (int column = 0; column < lanes.length; column++) {
            lanes[column].seal(present, column, rows);
        }
        root.setRowCount(rows);
    }

    /** Copies one row of a batch of the same tape to the end of this one. */
    public void copyRow(TapeBatch from, int row) {
        for (int column = 0; column < lanes.length; column++) {
            if (from.isPresent(column, row)) {
                switch (lanes[column].kind) {
                    case NANOS, INT64, DOUBLE -> setLong(column, from.longAt(column, row));
                    case INT32 -> setInt(column, from.intAt(column, row));
                    case TEXT -> {
                        byte[] text = new byte[from.lengthAt(column, row)];
                        from.copyText(column, row, text, 0);
                        setText(column, text, 0, text.length);
                    }
                    case INT32_LIST -> {
                        int[] list = new int[from.lengthAt(column, row)];
                        for (int i = 0; i < list.length; i++) {
                            list[i] = from.elementAt(column, row, i);
                        }
                        setList(column, list, list.length);
                    }
                }
            }
        }
        endRow();
        seal();
    }

    @Override
    public void close() {
        root.close();
    }

    private long slot(int column, int bytes) {
        begin(column);
        return lanes[column].data + (long) rows * bytes;
    }

    private void begin(int column) {
        if (rows == capacity) {
            grow();
        }
        presentNow |= 1 << column;
    }

    private void grow() {
        capacity = Math.max(FIRST_ROWS, 2 * capacity);
        present = Arrays.copyOf(present, capacity);
        for (Lane lane : lanes) {
            lane.ensureRows(capacity);
            if (rows == 0) {
                lane.clear();
            }
        }
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
