package io.microtape.runtime.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A stretch of an open file as a stream. Any number of them read the same channel, which stays open. */
final class Section extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long at;

    Section(FileChannel channel, long from, long bytes) {
        this.channel = channel;
        this.at = from;
        this.end = from + bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at >= end) {
            return -1;
        }
        int read = channel.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, end - at)), at);
        if (read < 0) {
            throw new IOException("the file became shorter while it was sent");
        }
        at += read;
        return read;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - at);
    }
}
