package io.microtape.runtime.parquet;

import io.microtape.runtime.parquet.PageValues.Scratch;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Reads the columns of one open Parquet file into arrays. Timestamps of any unit become epoch nanoseconds. */
final class TableReader {
    private final Path path;
    private final ParquetFileReader reader;
    private final MessageType schema;

    TableReader(Path path, ParquetFileReader reader) {
        this.path = path;
        this.reader = reader;
        this.schema = reader.getFileMetaData().getSchema();
    }

    Table read(Predicate<String> wanted) throws IOException {
        if (reader.getRecordCount() > Integer.MAX_VALUE - 8) {
            throw new TableException("%s holds %,d rows; one file may hold at most %,d: split it".formatted(path,
                    reader.getRecordCount(), Integer.MAX_VALUE - 8));
        }
        requireAgreement();
        MessageType projection = projection(wanted);
        reader.setRequestedSchema(projection);
        Map<String, CollectedColumn> columns = collected(projection, Math.toIntExact(reader.getRecordCount()));
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            collect(group, projection, columns);
        }
        return table(columns);
    }

    /** The next row group; empty after the last. */
    Optional<Table> next(Predicate<String> wanted) throws IOException {
        requireAgreement();
        MessageType projection = projection(wanted);
        reader.setRequestedSchema(projection);
        PageReadStore group = reader.readNextRowGroup();
        if (group == null) {
            return Optional.empty();
        }
        Map<String, CollectedColumn> columns = collected(projection, Math.toIntExact(group.getRowCount()));
        collect(group, projection, columns);
        return Optional.of(table(columns));
    }

    private MessageType projection(Predicate<String> wanted) {
        return new MessageType(schema.getName(),
                schema.getFields().stream().filter(field -> wanted.test(field.getName())).toList());
    }

    private Map<String, CollectedColumn> collected(MessageType projection, int rows) {
        var scratch = new Scratch();
        Map<String, CollectedColumn> columns = new LinkedHashMap<>();
        for (Type field : projection.getFields()) {
            if (columns.put(field.getName(), collected(field, projection, rows, scratch)) != null) {
                throw new TableException("%s has two columns %s; name each column once".formatted(path,
                        field.getName()));
            }
        }
        return columns;
    }

    private static void collect(PageReadStore group, MessageType projection, Map<String, CollectedColumn> columns)
            throws IOException {
        for (ColumnDescriptor column : projection.getColumns()) {
            columns.get(column.getPath()[0]).read(group, column);
        }
    }

    private static Table table(Map<String, CollectedColumn> columns) {
        var table = new Table.Builder();
        columns.forEach((name, column) -> table.add(name, column.column()));
        return table.build();
    }

    /** The footer has no checksum: a damaged number of rows must not become the size of an array. */
    private void requireAgreement() throws IOException {
        for (BlockMetaData group : reader.getRowGroups()) {
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                boolean flat = chunk.getPath().size() == 1
                        && !schema.getType(chunk.getPath().toArray()).isRepetition(Type.Repetition.REPEATED);
                if (group.getRowCount() < 0 || (flat && chunk.getValueCount() != group.getRowCount())) {
                    throw new IOException("its footer states %,d rows and %,d values of column %s".formatted(
                            group.getRowCount(), chunk.getValueCount(), chunk.getPath().toDotString()));
                }
            }
        }
    }

    /** Reads all pages, which compares their checksums, and hands out one column, value by value: a number of rows that is damaged must not become the size of an array. */
    void verify(String name, LongConsumer each) throws IOException {
        if (!schema.containsField(name) || !schema.getType(name).isPrimitive()
                || schema.getType(name).asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.INT64) {
            throw new TableException("%s has no column %s of 64-bit numbers".formatted(path, name));
        }
        ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            ColumnReader in = new ColumnReadStoreImpl(group, new IgnoredRecord(), schema,
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

    private CollectedColumn collected(Type field, MessageType projection, int rows, Scratch scratch) {
        if (!field.isPrimitive()) {
            return list(field, projection, rows);
        }
        if (field.isRepetition(Type.Repetition.REPEATED)) {
            throw unsupported(field);
        }
        PrimitiveType type = field.asPrimitiveType();
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        ColumnDescriptor column = projection.getColumnDescription(new String[] {field.getName()});
        if (meaning instanceof DecimalLogicalTypeAnnotation) {
            return new DoublesColumn(column, rows, scratch);
        }
        return switch (type.getPrimitiveTypeName()) {
            case INT64, INT32, INT96 -> new LongsColumn(column, rows, scratch);
            case DOUBLE, FLOAT -> new DoublesColumn(column, rows, scratch);
            case BOOLEAN -> new BooleansColumn(column, rows, scratch);
            case BINARY -> new StringsColumn(column, rows, scratch);
            case FIXED_LEN_BYTE_ARRAY -> throw unsupported(field);
        };
    }

    private CollectedColumn list(Type field, MessageType projection, int rows) {
        var group = field.asGroupType();
        if (group.getFieldCount() == 1) {
            Type repeated = group.getType(0);
            Type element = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1
                    ? repeated.asGroupType().getType(0)
                    : repeated;
            if (element.isPrimitive() && element.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
                return new IntListsColumn(field.isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0, rows, projection,
                        reader.getFileMetaData().getCreatedBy());
            }
        }
        throw unsupported(field);
    }

    private TableException unsupported(Type field) {
        return new TableException(
                ("%s: column %s has the type '%s', which cannot be read here; write it as a number, text, boolean, "
                        + "date, timestamp or list of 32-bit numbers").formatted(path, field.getName(), field));
    }
}
