package io.microtape.runtime.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * The page codecs: writes zstd, reads zstd, Snappy, gzip and uncompressed pages. Stands in for parquet-hadoop's own
 * factory, which would load Hadoop's codec classes.
 */
final class Codecs implements CompressionCodecFactory {
    static final CompressionCodecName WRITTEN = CompressionCodecName.ZSTD;
    private static final int ZSTD_LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != WRITTEN) {
            throw new IllegalArgumentException("this project writes %s, not %s".formatted(WRITTEN, codec));
        }
        return new ZstdCompressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Decompressor((bytes, _) -> bytes);
            case ZSTD -> new Decompressor(Zstd::decompress);
            case SNAPPY -> new Decompressor((bytes, _) -> Snappy.uncompress(bytes));
            case GZIP -> new Decompressor((bytes, _) -> gunzip(bytes));
            case LZO, BROTLI, LZ4, LZ4_RAW -> throw new UnsupportedCodecException(codec);
        };
    }

    @Override
    public void release() {}

    /** A codec that this project does not read. */
    static final class UnsupportedCodecException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsupportedCodecException(CompressionCodecName codec) {
            super("its pages are compressed with %s; rewrite it with zstd, Snappy or gzip".formatted(codec));
        }
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        return bytes.toInputStream().readAllBytes();
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes)); var out = new ByteArrayOutputStream()) {
            in.transferTo(out);
            return out.toByteArray();
        }
    }

    private static final class ZstdCompressor implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(Zstd.compress(array(bytes), ZSTD_LEVEL));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return WRITTEN;
        }

        @Override
        public void release() {}
    }

    private interface Inflate {
        byte[] apply(byte[] compressed, int size) throws IOException;
    }

    private record Decompressor(Inflate inflate) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            return BytesInput.from(inflate.apply(array(bytes), decompressedSize));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            byte[] compressed = new byte[compressedSize];
            input.get(compressed);
            output.put(inflate.apply(compressed, decompressedSize));
        }

        @Override
        public void release() {}
    }
}
