package io.microtape.downloader.capture;

import io.microtape.runtime.tape.TapeBatch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/**
 * Rows that wait on the disk until it is known what stands before them: those of a window that may yet be extended to an
 * earlier start. An Arrow stream in a temporary file.
 */
final class Spill implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final BufferAllocator allocator;
    private BufferedOutputStream out;

    /** @param file a temporary name of the lake; deleted at the end */
    Spill(Path file, BufferAllocator allocator) {
        this.file = file;
        this.allocator = allocator;
    }

    /** Takes what is done with rows that come back. */
    interface Sink {
        void rows(TapeBatch batch, int from, int to) throws IOException;
    }

    void add(TapeBatch batch, int from, int to) throws IOException {
        if (from == to) {
            return;
        }
        if (out == null) {
            out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        }
        // A stream of its own for each stretch: the writer of a stream is bound to the vectors it began with.
        try (VectorSchemaRoot stretch = batch.root().slice(from, to - from);
                var writer = new ArrowStreamWriter(stretch, null, Channels.newChannel(out))) {
            writer.writeBatch();
            writer.end();
        }
    }

    /** Gives all rows back in the order in which they came. */
    void replay(TapeBatch into, Sink sink) throws IOException {
        if (out == null) {
            return;
        }
        out.close();
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            while (more(in)) {
                stretch(in, into, sink);
            }
        }
    }

    private void stretch(InputStream in, TapeBatch into, Sink sink) throws IOException {
        var reader = new ArrowStreamReader(in, allocator);
        try {
            while (reader.loadNextBatch()) {
                into.take(reader.getVectorSchemaRoot());
                sink.rows(into, 0, into.rows());
            }
        } finally {
            // The next stretch follows in the same file.
            reader.close(false);
        }
    }

    private static boolean more(InputStream in) throws IOException {
        in.mark(1);
        boolean more = in.read() >= 0;
        in.reset();
        return more;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            Files.deleteIfExists(file);
        }
    }
}
