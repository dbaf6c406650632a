package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** An Arrow IPC stream: one record batch for each table written, off the heap, the memory used again for the next. */
final class ArrowRows implements RowWriter {
    private static final int PIECE_BYTES = 16 * 1024;

    private final BufferAllocator allocator = new RootAllocator();
    private final VectorSchemaRoot root;
    private final VectorUnloader unloader;
    private final WriteChannel out;

    ArrowRows(OutputStream stream, Table columns) throws IOException {
        root = VectorSchemaRoot.create(new Schema(columns.columns().entrySet().stream()
                .map(column -> field(column.getKey(), column.getValue())).toList()), allocator);
        unloader = new VectorUnloader(root);
        out = new CopyingChannel(Channels.newChannel(stream));
        MessageSerializer.serialize(out, root.getSchema());
    }

    @Override
    public void write(Table rows) throws IOException {
        int index = 0;
        for (Column column : rows.columns().values()) {
            ArrowVectors.fill(root.getVector(index), column);
            index++;
        }
        root.setRowCount(rows.rows());
        try (ArrowRecordBatch batch = unloader.getRecordBatch()) {
            MessageSerializer.serialize(out, batch);
        }
    }

    @Override
    public void finish() throws IOException {
        ArrowStreamWriter.writeEndOfStream(out, IpcOption.DEFAULT);
    }

    @Override
    public void close() throws IOException {
        try (allocator; root) {
            out.close();
        }
    }

    /** Arrow's own stream writer looks at its memory through a buffer that Java gives only to who starts it with a flag. */
    private static final class CopyingChannel extends WriteChannel {
        private final byte[] piece = new byte[PIECE_BYTES];

        CopyingChannel(WritableByteChannel out) {
            super(out);
        }

        @Override
        public void write(ArrowBuf buffer) throws IOException {
            long end = buffer.readerIndex() + buffer.readableBytes();
            for (long at = buffer.readerIndex(); at < end; at += PIECE_BYTES) {
                int length = (int) Math.min(PIECE_BYTES, end - at);
                buffer.getBytes(at, piece, 0, length);
                write(ByteBuffer.wrap(piece, 0, length));
            }
        }
    }

    private static Field field(String name, Column column) {
        return switch (column) {
            case Column.Longs longs -> leaf(name, switch (longs.kind()) {
                case INT64 -> new ArrowType.Int(64, true);
                case INT32 -> new ArrowType.Int(32, true);
                case TIMESTAMP_NANOS -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC");
                case DATE -> new ArrowType.Date(DateUnit.DAY);
            });
            case Column.Doubles _ -> leaf(name, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
            case Column.Booleans _ -> leaf(name, ArrowType.Bool.INSTANCE);
            case Column.Strings _ -> leaf(name, ArrowType.Utf8.INSTANCE);
            case Column.IntLists _ -> new Field(name, FieldType.nullable(ArrowType.List.INSTANCE),
                    List.of(leaf(ListVector.DATA_VECTOR_NAME, new ArrowType.Int(32, true))));
        };
    }

    private static Field leaf(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }
}
