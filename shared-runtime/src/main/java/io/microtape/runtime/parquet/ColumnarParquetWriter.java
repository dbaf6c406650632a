package io.microtape.runtime.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes one Parquet file a column at a time: take {@link #column}, write the same number of rows into every column,
 * then say {@link #rowsWritten}. Row groups are cut between such batches. zstd, page checksums, statistics and the page
 * index are on. The file is complete only after {@link #finish}; {@link #close} without it leaves an unreadable file.
 */
public final class ColumnarParquetWriter implements Closeable {
    private static final int PAGE_BYTES = 128 * 1024;
    private static final int DICTIONARY_BYTES = 256 * 1024;
    /** Small, so that many open writers together stay small: the buffered part of a file is what it costs in heap. */
    private static final long ROW_GROUP_BYTES = 4L * 1024 * 1024;
    private static final int COLUMN_INDEX_TRUNCATE = 64;

    private final MessageType schema;
    private final List<ColumnDescriptor> columns;
    private final ParquetProperties properties;
    private final ParquetFileWriter file;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore store;
    private ColumnWriter[] writers;
    private long groupRows;

    public ColumnarParquetWriter(Path path, MessageType schema) throws IOException {
        this(new LocalOutputFile(path), schema);
    }

    ColumnarParquetWriter(OutputFile out, MessageType schema) throws IOException {
        this.schema = schema;
        this.columns = schema.getColumns();
        this.properties = ParquetProperties.builder().withWriterVersion(WriterVersion.PARQUET_2_0)
                .withPageSize(PAGE_BYTES).withDictionaryPageSize(DICTIONARY_BYTES)
                .withColumnIndexTruncateLength(COLUMN_INDEX_TRUNCATE).withPageWriteChecksumEnabled(true)
                .withAllocator(new HeapByteBufferAllocator()).withValuesWriterFactory(new Encodings()).build();
        this.file = new ParquetFileWriter(out, schema, ParquetFileWriter.Mode.CREATE,
                ROW_GROUP_BYTES, 0, null, properties);
        file.start();
        openGroup();
    }

    /** The writer of the column at an index of the schema's leaves. */
    public ColumnWriter column(int index) {
        return writers[index];
    }

    /** The highest definition level of that column: the level of a value that is present. */
    public int present(int index) {
        return columns.get(index).getMaxDefinitionLevel();
    }

    /** Says that every column has received {@code rows} more rows. */
    public void rowsWritten(int rows) throws IOException {
        // Without one endRecord() for each row the store believes it is empty and the file has no rows, silently.
        for (int i = 0; i < rows; i++) {
            store.endRecord();
        }
        groupRows += rows;
        if (store.getBufferedSize() >= ROW_GROUP_BYTES) {
            closeGroup();
            openGroup();
        }
    }

    /** Ends the file with these footer entries. */
    public void finish(Map<String, String> footer) throws IOException {
        closeGroup();
        file.end(new TreeMap<>(footer));
    }

    @Override
    public void close() throws IOException {
        // Each is closed even if another fails, or a failed capture would keep its file open.
        try {
            store.close();
        } finally {
            try {
                pages.close();
            } finally {
                file.close();
            }
        }
    }

    private void openGroup() {
        pages = new ColumnChunkPageWriteStore(new Codecs().getCompressor(Codecs.WRITTEN), schema,
                properties.getAllocator(), COLUMN_INDEX_TRUNCATE, properties.getPageWriteChecksumEnabled());
        store = properties.newColumnWriteStore(schema, pages, pages);
        writers = columns.stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
        groupRows = 0;
    }

    private void closeGroup() throws IOException {
        if (groupRows > 0) {
            file.startBlock(groupRows);
            store.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        store.close();
        pages.close();
    }
}
