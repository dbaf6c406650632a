package io.microtape.runtime.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.util.Native;
import io.microtape.runtime.process.UnpackedLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

    static {
        try {
            UnpackedLibrary.load(folder -> Native.load(folder.toFile()));
        } catch (Exception e) {
            throw new IllegalStateException("zstd cannot be unpacked and loaded", e);
        }
    }

    @Override
    public ZstdCompressor getCompressor(CompressionCodecName codec) {
        if (codec != WRITTEN) {
            throw new IllegalArgumentException("this project writes %s, not %s".formatted(WRITTEN, codec));
        }
        return new ZstdCompressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Decompressor(Codecs::plain);
            case ZSTD -> new Decompressor(Codecs::unzstd);
            case SNAPPY -> new Decompressor(Codecs::unsnap);
            case GZIP -> new Decompressor(Codecs::gunzip);
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

    /** The bytes as one buffer, without a copy where they already are one. */
    static ByteBuffer buffer(BytesInput bytes) throws IOException {
        return bytes.toInputStream().slice(Math.toIntExact(bytes.size()));
    }

    private static byte[] plain(ByteBuffer bytes, int size) {
        byte[] copy = new byte[size];
        bytes.get(copy);
        return copy;
    }

    private static byte[] unzstd(ByteBuffer compressed, int size) throws IOException {
        byte[] bytes = new byte[size];
        long written = Zstd.decompressByteArray(bytes, 0, size, compressed.array(),
                compressed.arrayOffset() + compressed.position(), compressed.remaining());
        if (written != size) {
            throw new IOException(Zstd.isError(written)
                    ? "a page does not unpack: " + Zstd.getErrorName(written)
                    : "a page has another size than its header states");
        }
        return bytes;
    }

    private static byte[] unsnap(ByteBuffer compressed, int size) throws IOException {
        byte[] packed = compressed.array();
        int from = compressed.arrayOffset() + compressed.position();
        // Snappy writes where it is told to without looking: the sizes must agree before it starts.
        if (Snappy.uncompressedLength(packed, from, compressed.remaining()) != size) {
            throw new IOException("a page has another size than its header states");
        }
        byte[] bytes = new byte[size];
        Snappy.uncompress(packed, from, compressed.remaining(), bytes, 0);
        return bytes;
    }

    private static byte[] gunzip(ByteBuffer compressed, int size) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.array(),
                compressed.arrayOffset() + compressed.position(), compressed.remaining()))) {
            byte[] bytes = in.readNBytes(size);
            if (bytes.length != size) {
                throw new IOException("a page has another size than its header states");
            }
            return bytes;
        }
    }

    /** Compresses page after page with one context, because a new one costs more than a small page. */
    static final class ZstdCompressor implements BytesInputCompressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
        private byte[] compressed = new byte[0];

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteBuffer page = buffer(bytes);
            int size = compress(page.array(), page.arrayOffset() + page.position(), page.remaining());
            return BytesInput.from(Arrays.copyOf(compressed, size));
        }

        /** How many bytes a page would take. */
        int size(PageBytes page) {
            return compress(page.bytes, 0, page.size);
        }

        private int compress(byte[] bytes, int from, int length) {
            int bound = Math.toIntExact(Zstd.compressBound(length));
            if (compressed.length < bound) {
                compressed = new byte[bound];
            }
            return context.compressByteArray(compressed, 0, compressed.length, bytes, from, length);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return WRITTEN;
        }

        @Override
        public void release() {
            context.close();
        }
    }

    /** Unpacks what an array-backed buffer holds to exactly {@code size} bytes. */
    private interface Inflate {
        byte[] apply(ByteBuffer compressed, int size) throws IOException;
    }

    private record Decompressor(Inflate inflate) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            return BytesInput.from(inflated(buffer(bytes), decompressedSize));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            output.put(inflated(input.slice(input.position(), compressedSize), decompressedSize));
            input.position(input.position() + compressedSize);
        }

        private byte[] inflated(ByteBuffer compressed, int size) throws IOException {
            if (compressed.hasArray()) {
                return inflate.apply(compressed, size);
            }
            byte[] copy = new byte[compressed.remaining()];
            compressed.get(copy);
            return inflate.apply(ByteBuffer.wrap(copy), size);
        }

        @Override
        public void release() {}
    }
}
