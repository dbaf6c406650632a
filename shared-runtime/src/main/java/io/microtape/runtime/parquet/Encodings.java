package io.microtape.runtime.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;

/**
 * How values may be laid out, by physical type; docs/performance.md has the bytes that each takes on tapes. 64-bit numbers
 * (timestamps, sequence numbers) are differences. Prices and sizes are a dictionary, plain or byte-stream-split; small
 * numbers a dictionary or differences; text a dictionary, or what it does not share with the text before. Where there is
 * a choice, {@link ColumnPages} tries.
 */
final class Encodings {
    private Encodings() {}

    static ColumnPages pages(ColumnDescriptor column) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case INT64 -> new NumberPages(column, List.of(Encoding.DELTA_BINARY_PACKED), false);
            case INT32 -> new NumberPages(column, List.of(Encoding.DELTA_BINARY_PACKED), true);
            case DOUBLE -> new NumberPages(column, List.of(Encoding.PLAIN, Encoding.BYTE_STREAM_SPLIT), true);
            case BINARY -> new TextPages(column);
            case BOOLEAN -> new BooleanPages(column);
            case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY ->
                throw new IllegalArgumentException("no schema here has " + column);
        };
    }
}
