package io.microtape.runtime.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes one Parquet file a column at a time: take {@link #numbers} or {@link #texts}, add at most {@link #room} rows to
 * every column, then say {@link #rowsWritten}. zstd, page checksums, statistics and the page index are on. The file is
 * complete only after {@link #finish}; {@link #close} without it leaves an unreadable file.
 */
public final class ColumnarParquetWriter implements Closeable {
    private static final int PAGE_ROWS = 16 * 1024;
    /** Ends a page early where its rows hold much: long texts or lists. */
    private static final long PAGE_BYTES = 1024 * 1024;
    private static final int COLUMN_INDEX_TRUNCATE = 64;

    private final MessageType schema;
    private final Layout layout;
    private final ParquetProperties properties;
    private final ParquetFileWriter file;
    private final List<ColumnDescriptor> columns;
    private final ColumnPages[] writers;
    private final Codecs.ZstdCompressor compressor = new Codecs().getCompressor(Codecs.WRITTEN);
    private final ColumnPages.Scratch scratch = new ColumnPages.Scratch(compressor);
    private ColumnChunkPageWriteStore pages;
    private long groupRows;
    private int pageRows;

    public ColumnarParquetWriter(Path path, MessageType schema) throws IOException {
        this(new LocalOutputFile(path), schema, Layout.SMALL_GROUPS);
    }

    ColumnarParquetWriter(OutputFile out, MessageType schema, Layout layout) throws IOException {
        this.schema = schema;
        this.layout = layout;
        this.columns = schema.getColumns();
        this.properties = ParquetProperties.builder().withColumnIndexTruncateLength(COLUMN_INDEX_TRUNCATE)
                .withPageWriteChecksumEnabled(true).withAllocator(new HeapByteBufferAllocator()).build();
        this.writers = columns.stream().map(Encodings::pages).toArray(ColumnPages[]::new);
        try {
            this.file = new ParquetFileWriter(out, schema, ParquetFileWriter.Mode.CREATE,
                    layout.groupBytes(), 0, null, properties);
        } catch (IOException | RuntimeException e) {
            compressor.release();
            throw e;
        }
        openGroup();
        try {
            file.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Says that the column of text at an index has this value in every row: nothing else is to be added to it. */
    public void constant(int index, String value) {
        writers[index] = new ConstantPages(columns.get(index), value.getBytes(StandardCharsets.UTF_8));
        writers[index].begin(pages.getPageWriter(columns.get(index)));
    }

    /** The column of numbers, timestamps or doubles at an index of the schema's leaves. */
    public NumberPages numbers(int index) {
        return (NumberPages) writers[index];
    }

    /** The column of text at an index of the schema's leaves. */
    public TextPages texts(int index) {
        return (TextPages) writers[index];
    }

    BooleanPages booleans(int index) {
        return (BooleanPages) writers[index];
    }

    /** The most rows that may be added before {@link #rowsWritten} is told. */
    public int room() {
        return (int) Math.min(PAGE_ROWS - pageRows, layout.groupRows() - groupRows - pageRows);
    }

    /** Says that every column has received {@code rows} more rows. */
    public void rowsWritten(int rows) throws IOException {
        long bytes = 0;
        for (ColumnPages column : writers) {
            if (column instanceof ConstantPages constant) {
                constant.add(rows);
            }
            bytes = Math.max(bytes, column.bytes());
        }
        pageRows += rows;
        if (room() == 0 || bytes >= PAGE_BYTES) {
            cutPages();
            long buffered = 0;
            for (ColumnPages column : writers) {
                buffered += column.chunkBytes();
            }
            if (buffered >= layout.groupBytes() || groupRows >= layout.groupRows()) {
                closeGroup();
                openGroup();
            }
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
            pages.close();
        } finally {
            compressor.release();
            file.close();
        }
    }

    private void cutPages() throws IOException {
        for (ColumnPages column : writers) {
            column.cut(pageRows, scratch);
        }
        groupRows += pageRows;
        pageRows = 0;
    }

    private void openGroup() {
        pages = new ColumnChunkPageWriteStore(compressor, schema, properties.getAllocator(), COLUMN_INDEX_TRUNCATE,
                properties.getPageWriteChecksumEnabled());
        for (int i = 0; i < writers.length; i++) {
            writers[i].begin(pages.getPageWriter(columns.get(i)));
        }
        groupRows = 0;
    }

    private void closeGroup() throws IOException {
        if (pageRows > 0) {
            cutPages();
        }
        if (groupRows > 0) {
            for (ColumnPages column : writers) {
                column.end(scratch);
            }
            file.startBlock(groupRows);
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        pages.close();
    }
}
