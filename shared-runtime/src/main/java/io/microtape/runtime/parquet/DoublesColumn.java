package io.microtape.runtime.parquet;

import io.microtape.runtime.parquet.PageValues.Scratch;
import io.microtape.runtime.table.Column;
import java.math.BigInteger;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Doubles, floats, and decimals as the doubles nearest to them. */
final class DoublesColumn extends FlatColumn {
    private final PrimitiveTypeName type;
    private final int scale;
    private final double unit;
    private final double[] values;
    private double[] dictionary = new double[0];

    DoublesColumn(ColumnDescriptor descriptor, int rows, Scratch scratch) {
        super(descriptor, rows, scratch);
        PrimitiveType primitive = descriptor.getPrimitiveType();
        this.type = primitive.getPrimitiveTypeName();
        this.scale = primitive.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
                ? decimal.getScale()
                : 0;
        this.unit = Math.pow(10, scale);
        this.values = new double[rows];
    }

    @Override
    void dictionary(Dictionary entries) {
        dictionary = new double[entries.getMaxId() + 1];
        for (int id = 0; id < dictionary.length; id++) {
            dictionary[id] = switch (type) {
                case DOUBLE -> entries.decodeToDouble(id);
                case FLOAT -> entries.decodeToFloat(id);
                case INT32 -> entries.decodeToInt(id) / unit;
                case INT64 -> decimal(entries.decodeToLong(id));
                default -> decimal(entries.decodeToBinary(id).getBytesUnsafe());
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
        return type == PrimitiveTypeName.DOUBLE || type == PrimitiveTypeName.FLOAT;
    }

    @Override
    void plain(ByteBuffer bytes, int at, int count) {
        if (type == PrimitiveTypeName.DOUBLE) {
            bytes.asDoubleBuffer().get(values, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                values[at + i] = bytes.getFloat();
            }
        }
    }

    @Override
    void encoded(ValuesReader in, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = switch (type) {
                case DOUBLE -> in.readDouble();
                case FLOAT -> in.readFloat();
                case INT32 -> in.readInteger() / unit;
                case INT64 -> decimal(in.readLong());
                default -> decimal(in.readBytes().getBytesUnsafe());
            };
        }
    }

    /** Beyond 2^53 a number is no exact double, and dividing it would round a second time. */
    private double decimal(long unscaled) {
        return Math.abs(unscaled) < 1L << 53 && scale <= 22
                ? unscaled / unit
                : BigDecimal.valueOf(unscaled, scale).doubleValue();
    }

    private double decimal(byte[] unscaled) {
        return new BigDecimal(new BigInteger(unscaled), scale).doubleValue();
    }

    @Override
    void move(int from, int to) {
        values[to] = values[from];
    }

    @Override
    void clear(int at) {
        values[at] = Double.NaN;
    }

    @Override
    public Column column() {
        return new Column.Doubles(values, valid);
    }
}
