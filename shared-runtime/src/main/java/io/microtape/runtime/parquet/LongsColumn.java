package io.microtape.runtime.parquet;

import io.microtape.runtime.parquet.PageValues.Scratch;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Whole numbers, dates, and timestamps of any unit as epoch nanoseconds. An instant that 64-bit nanoseconds do not reach
 * (before 1677 or after 2262) becomes the nearest one that they do.
 */
final class LongsColumn extends FlatColumn {
    private static final BigInteger NANOS_PER_DAY = BigInteger.valueOf(86_400_000_000_000L);
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final PrimitiveTypeName type;
    private final Kind kind;
    private final boolean unsigned;
    private final long nanosPerUnit;
    private final long[] values;
    private long[] dictionary = new long[0];

    LongsColumn(ColumnDescriptor descriptor, int rows, Scratch scratch) {
        super(descriptor, rows, scratch);
        LogicalTypeAnnotation meaning = descriptor.getPrimitiveType().getLogicalTypeAnnotation();
        this.type = descriptor.getPrimitiveType().getPrimitiveTypeName();
        this.unsigned = meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        this.kind = kind(meaning);
        this.nanosPerUnit = meaning instanceof TimestampLogicalTypeAnnotation timestamp
                ? nanosPer(timestamp.getUnit())
                : 1;
        this.values = new long[rows];
    }

    private Kind kind(LogicalTypeAnnotation meaning) {
        return switch (type) {
            case INT96 -> Kind.TIMESTAMP_NANOS;
            case INT32 -> meaning instanceof DateLogicalTypeAnnotation
                    ? Kind.DATE
                    : unsigned ? Kind.INT64 : Kind.INT32;
            default -> meaning instanceof TimestampLogicalTypeAnnotation ? Kind.TIMESTAMP_NANOS : Kind.INT64;
        };
    }

    private static long nanosPer(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000_000;
            case MICROS -> 1_000;
            case NANOS -> 1;
        };
    }

    @Override
    void dictionary(Dictionary entries) {
        dictionary = new long[entries.getMaxId() + 1];
        for (int id = 0; id < dictionary.length; id++) {
            dictionary[id] = switch (type) {
                case INT32 -> of(entries.decodeToInt(id));
                case INT64 -> of(entries.decodeToLong(id));
                default -> of(entries.decodeToBinary(id));
            };
        }
    }

    @Override
    void entries(int[] ids, int at, int count) {
        for (int i = 0; i < count; i++) {
            values[at + i] = dictionary[ids[i]];
        }
    }

    @Override
    boolean readsPlain() {
        return type != PrimitiveTypeName.INT96;
    }

    @Override
    void plain(ByteBuffer bytes, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = type == PrimitiveTypeName.INT64 ? of(bytes.getLong()) : of(bytes.getInt());
        }
    }

    @Override
    void encoded(ValuesReader in, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = switch (type) {
                case INT32 -> of(in.readInteger());
                case INT64 -> of(in.readLong());
                default -> of(in.readBytes());
            };
        }
    }

    private long of(int value) {
        return unsigned ? Integer.toUnsignedLong(value) : value;
    }

    private long of(long value) {
        if (nanosPerUnit == 1) {
            return value;
        }
        long nanos = value * nanosPerUnit;
        if (Math.multiplyHigh(value, nanosPerUnit) == nanos >> 63) {
            return nanos;
        }
        return value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** An INT96 timestamp: nanoseconds of the day, then the Julian day. */
    private static long of(Binary value) {
        ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = bytes.getLong(bytes.position());
        long day = bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_DAY_OF_EPOCH;
        return BigInteger.valueOf(day).multiply(NANOS_PER_DAY).add(BigInteger.valueOf(nanosOfDay)).max(LEAST).min(MOST)
                .longValueExact();
    }

    @Override
    void move(int from, int to) {
        values[to] = values[from];
    }

    @Override
    void clear(int at) {
        values[at] = 0;
    }

    @Override
    public Column column() {
        return new Column.Longs(kind, values, valid);
    }
}
