package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Reads and writes whole Parquet files as {@link Table}s. */
public final class ParquetTables {
    private ParquetTables() {}

    /** All columns of a file. */
    public static Table read(Path path) {
        return read(path, _ -> true);
    }

    /**
     * The columns of a file whose names are wanted.
     *
     * @throws TableException when the file is no readable Parquet, or a wanted column has a type that is not carried
     */
    public static Table read(Path path, Predicate<String> wanted) {
        try (ParquetFileReader reader = open(path)) {
            return new TableReader(path, reader).read(wanted);
        } catch (TableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Reads every page of every column, one row group at a time, and compares its checksum; the values of one column of 64-bit numbers
     * or timestamps are handed out on the way.
     *
     * @param footer takes the key-value entries of the footer first, and may refuse the file by them
     * @throws TableException when a checksum does not match, the file is no readable Parquet or has no such column without nulls
     */
    public static void verify(Path path, Consumer<Map<String, String>> footer, String column, LongConsumer each) {
        try (ParquetFileReader reader = open(path)) {
            footer.accept(reader.getFileMetaData().getKeyValueMetaData());
            new TableReader(path, reader).verify(column, each);
        } catch (TableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * The key-value entries of a file's footer.
     *
     * @throws TableException when the file is no readable Parquet
     */
    public static Map<String, String> footer(Path path) {
        try (ParquetFileReader reader = open(path)) {
            return reader.getFileMetaData().getKeyValueMetaData();
        } catch (IOException | RuntimeException e) {
            throw unreadable(path, e);
        }
    }

    /** The number of rows that the footer states. */
    public static long rows(Path path) {
        try (ParquetFileReader reader = open(path)) {
            return reader.getRecordCount();
        } catch (IOException | RuntimeException e) {
            throw unreadable(path, e);
        }
    }

    /** Writes a table to a file that must not exist yet. The same table and footer give the same bytes. */
    public static void write(Path path, Table table, Map<String, String> footer) throws IOException {
        try (var writer = new ColumnarParquetWriter(path, schema(table, false))) {
            append(table, writer, false);
            writer.finish(footer);
        }
    }

    static void append(Table table, ColumnarParquetWriter writer, boolean micros) throws IOException {
        for (int from = 0, to; from < table.rows(); from = to) {
            to = Math.min(table.rows(), from + writer.room());
            int index = 0;
            for (Column column : table.columns().values()) {
                index += TableColumns.write(column, from, to, writer, index, micros);
            }
            writer.rowsWritten(to - from);
        }
    }

    static ParquetFileReader open(Path path) throws IOException {
        return ParquetFileReader.open(new LocalInputFile(path), options().build());
    }

    static ParquetReadOptions.Builder options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration()).withCodecFactory(new Codecs())
                .usePageChecksumVerification();
    }

    static TableException unreadable(Path path, Exception e) {
        if (!Files.isReadable(path)) {
            return new TableException("%s cannot be opened: no such file, or no permission to read it".formatted(path),
                    e);
        }
        String why = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
        // The library puts its own object, not the path, before these words.
        String words = why.contains("is not a Parquet file") ? "it does not end as a Parquet file does" : why;
        return new TableException("%s cannot be read as Parquet: %s; it is cut off or damaged".formatted(path, words),
                e);
    }

    static MessageType schema(Table table, boolean micros) {
        var builder = Types.buildMessage();
        table.columns().forEach((name, column) -> {
            if (micros && TableColumns.isInstant(column)) {
                builder.addField(instant(name, TimeUnit.MICROS));
                builder.addField(Types.optional(PrimitiveTypeName.INT32).named(name + Layout.REMAINDER));
            } else {
                builder.addField(field(name, column));
            }
        });
        return builder.named("table");
    }

    private static Type field(String name, Column column) {
        return switch (column) {
            case Column.Longs longs -> switch (longs.kind()) {
                case INT64 -> Types.optional(PrimitiveTypeName.INT64).named(name);
                case INT32 -> Types.optional(PrimitiveTypeName.INT32).named(name);
                case DATE -> Types.optional(PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType()).named(name);
                case TIMESTAMP_NANOS -> instant(name, TimeUnit.NANOS);
            };
            case Column.Doubles _ -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case Column.Booleans _ -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case Column.Strings _ ->
                Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
            case Column.IntLists _ -> Types.optionalList().optionalElement(PrimitiveTypeName.INT32).named(name);
        };
    }

    private static Type instant(String name, TimeUnit unit) {
        return Types.optional(PrimitiveTypeName.INT64).as(LogicalTypeAnnotation.timestampType(true, unit)).named(name);
    }
}
