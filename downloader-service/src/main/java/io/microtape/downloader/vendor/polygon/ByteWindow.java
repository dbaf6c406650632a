package io.microtape.downloader.vendor.polygon;

import io.microtape.downloader.vendor.polygon.PageParser.NotAPageException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The part of a body that is being read: bytes {@code position <= i < limit} of one array. Whoever reads a token asks for
 * {@link #room} first and then looks at the array itself.
 */
class ByteWindow {
    /** At least so many bytes lie ahead after {@link #room}, or all that are left. */
    static final int AHEAD = 1024;
    private static final int BYTES = 64 * 1024;

    private final InputStream in;
    /** Eight more than are ever filled, so that eight can be read at once wherever a byte is. */
    final byte[] bytes = new byte[BYTES + Long.BYTES];
    int position;
    int limit;
    private boolean ended;

    ByteWindow(InputStream in) {
        this.in = in;
    }

    /** Brings {@value #AHEAD} bytes into reach, or as many as the body still has. */
    final void room() throws IOException {
        if (limit - position < AHEAD && !ended) {
            refill();
        }
    }

    /** The next byte that is no white space, which is not passed; refuses the end of the body. */
    final byte peek() throws IOException {
        if (position < limit && bytes[position] > ' ') {
            return bytes[position];
        }
        if (atEnd()) {
            throw cut();
        }
        return bytes[position];
    }

    /** Passes white space; whether nothing follows it. */
    final boolean atEnd() throws IOException {
        while (true) {
            if (position == limit) {
                room();
                if (position == limit) {
                    return true;
                }
            }
            byte b = bytes[position];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
            position++;
        }
    }

    /** Passes this byte when it is the next; else nothing but white space. */
    final boolean take(char wanted) throws IOException {
        if (peek() == wanted) {
            position++;
            return true;
        }
        return false;
    }

    final void expect(char wanted) throws IOException {
        if (!take(wanted)) {
            throw garbled();
        }
    }

    /** What to say at a byte that may not stand where it stands. */
    final NotAPageException garbled() {
        return position < limit ? new NotAPageException("it is not valid JSON") : cut();
    }

    static NotAPageException cut() {
        return new NotAPageException("it was cut off");
    }

    private void refill() throws IOException {
        System.arraycopy(bytes, position, bytes, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < AHEAD && !ended) {
            int read = in.read(bytes, limit, BYTES - limit);
            ended = read < 0;
            limit += Math.max(0, read);
        }
    }
}
