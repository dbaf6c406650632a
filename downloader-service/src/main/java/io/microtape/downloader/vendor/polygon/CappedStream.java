package io.microtape.downloader.vendor.polygon;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails instead of giving more than so many bytes. */
final class CappedStream extends FilterInputStream {
    private final long cap;
    private long given;

    CappedStream(InputStream in, long cap) {
        super(in);
        this.cap = cap;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) throws IOException {
        given += bytes;
        if (given > cap) {
            throw new PageParser.NotAPageException("its body is larger than polygon.max_body_bytes, %d".formatted(cap));
        }
    }
}
