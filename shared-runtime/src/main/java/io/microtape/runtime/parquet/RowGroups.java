package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;

/** A Parquet file one row group at a time, so that a long file takes no more memory than its largest group. */
public final class RowGroups {
    private final Path path;
    private final Predicate<String> wanted;
    private final long[] offsets;
    private final int[] rows;

    private RowGroups(Path path, Predicate<String> wanted, long[] offsets, int[] rows) {
        this.path = path;
        this.wanted = wanted;
        this.offsets = offsets;
        this.rows = rows;
    }

    /**
     * The groups of a file, for the columns whose names are wanted.
     *
     * @throws TableException when it is no readable Parquet
     */
    public static RowGroups of(Path path, Predicate<String> wanted) {
        try (ParquetFileReader reader = ParquetTables.open(path)) {
            return new RowGroups(path, wanted,
                    reader.getRowGroups().stream().mapToLong(BlockMetaData::getStartingPos).toArray(),
                    reader.getRowGroups().stream().mapToInt(group -> Math.toIntExact(group.getRowCount())).toArray());
        } catch (IOException | RuntimeException e) {
            throw ParquetTables.unreadable(path, e);
        }
    }

    public int count() {
        return rows.length;
    }

    /** The rows of one group, as the footer states them. */
    public int rows(int group) {
        return rows[group];
    }

    /** The wanted columns without rows: their names and types. */
    public Table none() {
        // No group begins before the first byte.
        return readAt(-1);
    }

    /**
     * The wanted columns of one group.
     *
     * @throws TableException when they cannot be read
     */
    public Table read(int group) {
        return readAt(offsets[group]);
    }

    private Table readAt(long offset) {
        ParquetReadOptions options = ParquetTables.options().withOffsets(offset).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path), options)) {
            return new TableReader(path, reader).read(wanted);
        } catch (TableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ParquetTables.unreadable(path, e);
        }
    }
}
