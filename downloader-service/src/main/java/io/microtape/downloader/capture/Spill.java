package io.microtape.downloader.capture;

import io.microtape.runtime.tape.TapeBatch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * Rows that wait on the disk until it is known what stands before them: those of a window that may yet be extended to an
 * earlier start. The bytes of the vectors as they are, for this process alone; Arrow's own stream writer would need the
 * JVM opened up for it.
 */
final class Spill implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final BufferAllocator allocator;
    private final byte[] chunk = new byte[BUFFER];
    private DataOutputStream out;

    /** @param file a temporary name of the lake; deleted at the end */
    Spill(Path file, BufferAllocator allocator) {
        this.file = file;
        this.allocator = allocator;
    }

    /** Takes the rows that come back. */
    interface Sink {
        void rows(TapeBatch batch, int from, int to) throws IOException;
    }

    void add(TapeBatch batch, int from, int to) throws IOException {
        if (from == to) {
            return;
        }
        if (out == null) {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        }
        try (VectorSchemaRoot stretch = batch.root().slice(from, to - from);
                ArrowRecordBatch record = new VectorUnloader(stretch).getRecordBatch()) {
            out.writeInt(record.getLength());
            out.writeInt(record.getNodes().size());
            for (ArrowFieldNode node : record.getNodes()) {
                out.writeInt(node.getLength());
                out.writeInt(node.getNullCount());
            }
            out.writeInt(record.getBuffers().size());
            for (ArrowBuf buffer : record.getBuffers()) {
                write(buffer);
            }
        }
    }

    /** Gives all rows back in the order in which they came. */
    void replay(TapeBatch into, Sink sink) throws IOException {
        if (out == null) {
            return;
        }
        out.close();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            for (int rows = next(in); rows > 0; rows = next(in)) {
                try (ArrowRecordBatch record = read(in, rows)) {
                    into.take(record);
                }
                sink.rows(into, 0, rows);
            }
        }
    }

    private static int next(DataInputStream in) throws IOException {
        try {
            return in.readInt();
        } catch (EOFException e) {
            return 0;
        }
    }

    private ArrowRecordBatch read(DataInputStream in, int rows) throws IOException {
        List<ArrowFieldNode> nodes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            nodes.add(new ArrowFieldNode(in.readInt(), in.readInt()));
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        try {
            for (int left = in.readInt(); left > 0; left--) {
                long length = in.readLong();
                buffers.add(allocator.buffer(length));
                fill(buffers.getLast(), length, in);
            }
            return new ArrowRecordBatch(rows, nodes, buffers);
        } finally {
            // The batch holds them by references of its own.
            buffers.forEach(ArrowBuf::close);
        }
    }

    private void write(ArrowBuf buffer) throws IOException {
        long length = buffer.readableBytes();
        out.writeLong(length);
        for (long at = 0; at < length; at += chunk.length) {
            int count = (int) Math.min(chunk.length, length - at);
            buffer.getBytes(at, chunk, 0, count);
            out.write(chunk, 0, count);
        }
    }

    private void fill(ArrowBuf buffer, long length, DataInputStream in) throws IOException {
        for (long at = 0; at < length; at += chunk.length) {
            int count = (int) Math.min(chunk.length, length - at);
            in.readFully(chunk, 0, count);
            buffer.setBytes(at, chunk, 0, count);
        }
        buffer.writerIndex(length);
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            Files.deleteIfExists(file);
        }
    }
}
