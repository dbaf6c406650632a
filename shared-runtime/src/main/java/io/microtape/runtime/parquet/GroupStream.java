package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * The row groups of one open Parquet file, one after the other. Whatever its name leads to meanwhile, all of them come from
 * the file that was opened.
 */
public final class GroupStream implements Closeable {
    private final Path path;
    private final ParquetFileReader reader;
    private final TableReader tables;
    private final Predicate<String> wanted;

    private GroupStream(Path path, ParquetFileReader reader, Predicate<String> wanted) {
        this.path = path;
        this.reader = reader;
        this.tables = new TableReader(path, reader);
        this.wanted = wanted;
    }

    /**
     * The groups of an open file, which this closes.
     *
     * @param path   its name, for messages
     * @param wanted names of the columns that are read
     * @throws TableException when it is no readable Parquet
     */
    public static GroupStream of(Path path, SeekableByteChannel file, Predicate<String> wanted) {
        try {
            return new GroupStream(path,
                    ParquetFileReader.open(new Opened(file), ParquetTables.options().build()), wanted);
        } catch (IOException | RuntimeException e) {
            throw ParquetTables.unreadable(path, e);
        }
    }

    /**
     * The wanted columns of the next group; empty after the last.
     *
     * @throws TableException when they cannot be read
     */
    public Optional<Table> next() {
        try {
            return tables.next(wanted);
        } catch (TableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ParquetTables.unreadable(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private record Opened(SeekableByteChannel file) implements InputFile {
        @Override
        public long getLength() throws IOException {
            return file.size();
        }

        @Override
        public SeekableInputStream newStream() {
            return new DelegatingSeekableInputStream(Channels.newInputStream(file)) {
                @Override
                public long getPos() throws IOException {
                    return file.position();
                }

                @Override
                public void seek(long position) throws IOException {
                    file.position(position);
                }
            };
        }
    }
}
