package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.StringDictionary;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Reads the columns of one open Parquet file into arrays. Timestamps of any unit become epoch nanoseconds. */
final class TableReader {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

    private final Path path;
    private final ParquetFileReader reader;

    TableReader(Path path, ParquetFileReader reader) {
        this.path = path;
        this.reader = reader;
    }

    Table read(Predicate<String> wanted) throws IOException {
        MessageType schema = reader.getFileMetaData().getSchema();
        int rows = Math.toIntExact(reader.getRecordCount());
        Map<String, Sink> sinks = new LinkedHashMap<>();
        for (Type field : schema.getFields()) {
            if (wanted.test(field.getName())) {
                sinks.put(field.getName(), sink(field, rows));
            }
        }
        MessageType projection = new MessageType(schema.getName(),
                schema.getFields().stream().filter(field -> sinks.containsKey(field.getName())).toList());
        reader.setRequestedSchema(projection);
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            var store = new ColumnReadStoreImpl(group, new IgnoredRecord(), projection,
                    reader.getFileMetaData().getCreatedBy());
            for (ColumnDescriptor column : projection.getColumns()) {
                ColumnReader in = store.getColumnReader(column);
                sinks.get(column.getPath()[0]).read(in, column.getMaxDefinitionLevel(), group.getRowCount());
            }
        }
        var table = new Table.Builder();
        sinks.forEach((name, sink) -> table.add(name, sink.column()));
        return table.build();
    }

    void scan(String name, LongConsumer each) throws IOException {
        MessageType schema = reader.getFileMetaData().getSchema();
        if (!schema.containsField(name) || !schema.getType(name).isPrimitive()
                || schema.getType(name).asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.INT64) {
            throw new TableException("%s has no column %s of 64-bit numbers".formatted(path, name));
        }
        var projection = new MessageType(schema.getName(), schema.getType(name));
        ColumnDescriptor column = projection.getColumns().getFirst();
        reader.setRequestedSchema(projection);
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            ColumnReader in = new ColumnReadStoreImpl(group, new IgnoredRecord(), projection,
                    reader.getFileMetaData().getCreatedBy()).getColumnReader(column);
            for (long row = 0; row < group.getRowCount(); row++) {
                if (in.getCurrentDefinitionLevel() != column.getMaxDefinitionLevel()) {
                    throw new TableException("%s has a row without %s".formatted(path, name));
                }
                each.accept(in.getLong());
                in.consume();
            }
        }
    }

    private Sink sink(Type field, int rows) {
        if (!field.isPrimitive()) {
            return listSink(field, rows);
        }
        PrimitiveType type = field.asPrimitiveType();
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            throw unsupported(field);
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimalSink(type, decimal, rows);
        }
        return switch (type.getPrimitiveTypeName()) {
            case INT64 -> meaning instanceof TimestampLogicalTypeAnnotation timestamp
                    ? new LongSink(Kind.TIMESTAMP_NANOS, rows, in -> nanos(in.getLong(), timestamp))
                    : new LongSink(Kind.INT64, rows, ColumnReader::getLong);
            case INT32 -> new LongSink(meaning instanceof DateLogicalTypeAnnotation ? Kind.DATE : Kind.INT32, rows,
                    ColumnReader::getInteger);
            case INT96 -> new LongSink(Kind.TIMESTAMP_NANOS, rows, in -> nanosOfInt96(in.getBinary()));
            case DOUBLE -> new DoubleSink(rows, ColumnReader::getDouble);
            case FLOAT -> new DoubleSink(rows, ColumnReader::getFloat);
            case BOOLEAN -> new BooleanSink(rows);
            case BINARY -> new StringSink(rows);
            case FIXED_LEN_BYTE_ARRAY -> throw unsupported(field);
        };
    }

    private Sink decimalSink(PrimitiveType type, DecimalLogicalTypeAnnotation decimal, int rows) {
        double unit = Math.pow(10, decimal.getScale());
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> new DoubleSink(rows, in -> in.getInteger() / unit);
            case INT64 -> new DoubleSink(rows, in -> in.getLong() / unit);
            default -> throw unsupported(type);
        };
    }

    private Sink listSink(Type field, int rows) {
        var group = field.asGroupType();
        if (group.getFieldCount() == 1) {
            Type repeated = group.getType(0);
            Type element = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1
                    ? repeated.asGroupType().getType(0)
                    : repeated;
            if (element.isPrimitive() && element.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
                return new IntListSink(rows, field.isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0);
            }
        }
        throw unsupported(field);
    }

    private TableException unsupported(Type field) {
        return new TableException(
                ("%s: column %s has the type '%s', which cannot be read here; write it as a number, text, boolean, "
                        + "date, timestamp or list of 32-bit numbers").formatted(path, field.getName(), field));
    }

    private long nanos(long value, TimestampLogicalTypeAnnotation timestamp) {
        return switch (timestamp.getUnit()) {
            case MILLIS -> Math.multiplyExact(value, 1_000_000L);
            case MICROS -> Math.multiplyExact(value, 1_000L);
            case NANOS -> value;
        };
    }

    private static long nanosOfInt96(Binary value) {
        ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = bytes.getLong(bytes.position());
        int julianDay = bytes.getInt(bytes.position() + 8);
        return (julianDay - (long) JULIAN_DAY_OF_EPOCH) * NANOS_PER_DAY + nanosOfDay;
    }

    private interface ToLong {
        long get(ColumnReader in);
    }

    private interface ToDouble {
        double get(ColumnReader in);
    }

    /** Collects one column over all row groups. */
    private abstract static class Sink {
        int row;

        void read(ColumnReader in, int present, long rows) {
            for (long i = 0; i < rows; i++) {
                if (in.getCurrentDefinitionLevel() == present) {
                    value(in);
                }
                in.consume();
                row++;
            }
        }

        abstract void value(ColumnReader in);

        abstract Column column();
    }

    private static final class LongSink extends Sink {
        private final Kind kind;
        private final ToLong get;
        private final long[] values;
        private final boolean[] valid;

        LongSink(Kind kind, int rows, ToLong get) {
            this.kind = kind;
            this.get = get;
            this.values = new long[rows];
            this.valid = new boolean[rows];
        }

        @Override
        void value(ColumnReader in) {
            values[row] = get.get(in);
            valid[row] = true;
        }

        @Override
        Column column() {
            return new Column.Longs(kind, values, valid);
        }
    }

    private static final class DoubleSink extends Sink {
        private final ToDouble get;
        private final double[] values;
        private final boolean[] valid;

        DoubleSink(int rows, ToDouble get) {
            this.get = get;
            this.values = new double[rows];
            Arrays.fill(values, Double.NaN);
            this.valid = new boolean[rows];
        }

        @Override
        void value(ColumnReader in) {
            values[row] = get.get(in);
            valid[row] = true;
        }

        @Override
        Column column() {
            return new Column.Doubles(values, valid);
        }
    }

    private static final class BooleanSink extends Sink {
        private final boolean[] values;
        private final boolean[] valid;

        BooleanSink(int rows) {
            this.values = new boolean[rows];
            this.valid = new boolean[rows];
        }

        @Override
        void value(ColumnReader in) {
            values[row] = in.getBoolean();
            valid[row] = true;
        }

        @Override
        Column column() {
            return new Column.Booleans(values, valid);
        }
    }

    private static final class StringSink extends Sink {
        private final StringDictionary dictionary = new StringDictionary();
        private final int[] codes;
        private Binary last;
        private int lastCode;

        StringSink(int rows) {
            this.codes = new int[rows];
            Arrays.fill(codes, -1);
        }

        @Override
        void value(ColumnReader in) {
            Binary value = in.getBinary();
            if (last == null || !value.equals(last)) {
                lastCode = dictionary.code(value.toStringUsingUTF8());
                last = value.copy();
            }
            codes[row] = lastCode;
        }

        @Override
        Column column() {
            return new Column.Strings(codes, dictionary.values());
        }
    }

    private static final class IntListSink extends Sink {
        private final int emptyLevel;
        private final int[] offsets;
        private final boolean[] valid;
        private int[] values = new int[64];
        private int size;

        IntListSink(int rows, int emptyLevel) {
            this.emptyLevel = emptyLevel;
            this.offsets = new int[rows + 1];
            this.valid = new boolean[rows];
        }

        @Override
        void read(ColumnReader in, int present, long rows) {
            for (long i = 0; i < rows; i++) {
                valid[row] = in.getCurrentDefinitionLevel() >= emptyLevel;
                do {
                    if (in.getCurrentDefinitionLevel() == present) {
                        value(in);
                    }
                    in.consume();
                } while (in.getCurrentRepetitionLevel() > 0);
                row++;
                offsets[row] = size;
            }
        }

        @Override
        void value(ColumnReader in) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = in.getInteger();
        }

        @Override
        Column column() {
            return new Column.IntLists(offsets, Arrays.copyOf(values, size), valid);
        }
    }
}
