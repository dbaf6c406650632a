package io.microtape.benchmarks.micro;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;

/** The pages of a file as they were before they were compressed. */
final class EncodedPages implements CompressionCodecFactory, CompressionCodecFactory.BytesInputDecompressor {
    private final List<byte[]> pages = new ArrayList<>();

    private EncodedPages() {}

    static List<byte[]> of(Path file) throws IOException {
        var found = new EncodedPages();
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration()).withCodecFactory(found).build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            List<ColumnDescriptor> columns = reader.getFileMetaData().getSchema().getColumns();
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                for (ColumnDescriptor column : columns) {
                    PageReader chunk = group.getPageReader(column);
                    chunk.readDictionaryPage();
                    while (chunk.readPage() != null) {
                        // Each that is read comes by below.
                    }
                }
            }
        }
        return found.pages;
    }

    @Override
    public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
        return BytesInput.from(page(bytes.toInputStream().readAllBytes(), decompressedSize));
    }

    @Override
    public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize) {
        byte[] compressed = new byte[compressedSize];
        input.get(compressed);
        output.put(page(compressed, decompressedSize));
    }

    private byte[] page(byte[] compressed, int size) {
        byte[] page = Zstd.decompress(compressed, size);
        pages.add(page);
        return page;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return this;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("nothing is written here");
    }

    @Override
    public void release() {}
}
