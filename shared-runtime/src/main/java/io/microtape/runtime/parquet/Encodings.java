package io.microtape.runtime.parquet;

import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter.DoubleByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainDoubleDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainIntegerDictionaryValuesWriter;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;

/**
 * How values are laid out, by physical type: 64-bit numbers (timestamps, sequence numbers) as deltas; prices and sizes
 * as a dictionary, or byte-stream-split where a dictionary does not pay; text and small numbers as a dictionary, or
 * deltas. The writer decides after the first page of a chunk which of the two is smaller.
 */
final class Encodings implements ValuesWriterFactory {
    private ParquetProperties properties;

    @Override
    public void initialize(ParquetProperties properties) {
        this.properties = properties;
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
        int initial = properties.getInitialSlabSize();
        int page = properties.getPageSizeThreshold();
        int dictionary = properties.getDictionaryPageSizeThreshold();
        ByteBufferAllocator memory = properties.getAllocator();
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case INT64 -> new DeltaBinaryPackingValuesWriterForLong(initial, page, memory);
            case INT32 -> orElse(new PlainIntegerDictionaryValuesWriter(dictionary, Encoding.RLE_DICTIONARY,
                    Encoding.PLAIN, memory), new DeltaBinaryPackingValuesWriterForInteger(initial, page, memory));
            case DOUBLE -> orElse(new PlainDoubleDictionaryValuesWriter(dictionary, Encoding.RLE_DICTIONARY,
                    Encoding.PLAIN, memory), new DoubleByteStreamSplitValuesWriter(initial, page, memory));
            case BINARY -> orElse(new PlainBinaryDictionaryValuesWriter(dictionary, Encoding.RLE_DICTIONARY,
                    Encoding.PLAIN, memory), new DeltaByteArrayWriter(initial, page, memory));
            case BOOLEAN -> new RunLengthBitPackingHybridValuesWriter(1, initial, page, memory);
            case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY ->
                throw new IllegalArgumentException("no schema here has " + column);
        };
    }

    private static ValuesWriter orElse(DictionaryValuesWriter dictionary, ValuesWriter fallback) {
        return FallbackValuesWriter.of(dictionary, fallback);
    }
}
