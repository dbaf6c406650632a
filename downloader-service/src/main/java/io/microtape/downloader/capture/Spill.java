package io.microtape.downloader.capture;

import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.tape.TapeBatch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows that wait on the disk until it is known what stands before them: those of a window that may yet be extended to an
 * earlier start. Row by row, what it has; for this process alone.
 */
final class Spill implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final int ROWS_AT_ONCE = 10_000;

    private final Path file;
    private byte[] text = new byte[64];
    private int[] list = new int[8];
    private DataOutputStream out;
    private long waiting;

    /** @param file a temporary name of the lake; deleted at the end */
    Spill(Path file) {
        this.file = file;
    }

    /** Takes the rows that come back. */
    interface Sink {
        void rows(TapeBatch batch, int from, int to) throws IOException;
    }

    void add(TapeBatch batch, int from, int to) throws IOException {
        if (out == null) {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        }
        List<TapeColumn> columns = TapeColumn.of(batch.tape());
        for (int row = from; row < to; row++) {
            for (int column = 0; column < columns.size(); column++) {
                out.writeBoolean(batch.isPresent(column, row));
                if (batch.isPresent(column, row)) {
                    write(batch, column, columns.get(column), row);
                }
            }
        }
        waiting += to - from;
    }

    /** Gives all rows back in the order in which they came. */
    void replay(TapeBatch into, Sink sink) throws IOException {
        if (out == null) {
            return;
        }
        out.close();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            for (long left = waiting; left > 0; left -= into.rows()) {
                into.clear();
                for (long i = Math.min(left, ROWS_AT_ONCE); i > 0; i--) {
                    read(in, into);
                }
                into.seal();
                sink.rows(into, 0, into.rows());
            }
        }
    }

    private void write(TapeBatch batch, int at, TapeColumn column, int row) throws IOException {
        switch (column.kind()) {
            case NANOS, INT64, DOUBLE -> out.writeLong(batch.longAt(at, row));
            case INT32 -> out.writeInt(batch.intAt(at, row));
            case TEXT -> {
                int length = batch.lengthAt(at, row);
                text = text.length < length ? new byte[length] : text;
                batch.copyText(at, row, text, 0);
                out.writeInt(length);
                out.write(text, 0, length);
            }
            case INT32_LIST -> {
                int length = batch.lengthAt(at, row);
                out.writeInt(length);
                for (int i = 0; i < length; i++) {
                    out.writeInt(batch.elementAt(at, row, i));
                }
            }
        }
    }

    private void read(DataInputStream in, TapeBatch into) throws IOException {
        List<TapeColumn> columns = TapeColumn.of(into.tape());
        for (int column = 0; column < columns.size(); column++) {
            if (in.readBoolean()) {
                read(in, into, column, columns.get(column));
            }
        }
        into.endRow();
    }

    private void read(DataInputStream in, TapeBatch into, int at, TapeColumn column) throws IOException {
        switch (column.kind()) {
            case NANOS, INT64, DOUBLE -> into.setLong(at, in.readLong());
            case INT32 -> into.setInt(at, in.readInt());
            case TEXT -> {
                int length = in.readInt();
                text = text.length < length ? new byte[length] : text;
                in.readFully(text, 0, length);
                into.setText(at, text, 0, length);
            }
            case INT32_LIST -> {
                int length = in.readInt();
                list = list.length < length ? new int[length] : list;
                for (int i = 0; i < length; i++) {
                    list[i] = in.readInt();
                }
                into.setList(at, list, length);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            // What does not fit on a full disk any more must not stay on it either.
            Closing.all(List.<Closeable>of(out, () -> Files.deleteIfExists(file)));
        }
    }
}
