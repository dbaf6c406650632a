package io.microtape.downloader.vendor.polygon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What stands behind a backslash in a text. */
final class JsonEscape {
    private static final int HEX_DIGITS = 4;

    private JsonEscape() {}

    /** Reads on behind the backslash. Half of a surrogate pair that stands alone becomes a question mark. */
    static byte[] utf8(ByteWindow in) throws IOException {
        char c = next(in);
        return switch (c) {
            case '"', '\\', '/' -> bytes(c);
            case 'b' -> bytes('\b');
            case 'f' -> bytes('\f');
            case 'n' -> bytes('\n');
            case 'r' -> bytes('\r');
            case 't' -> bytes('\t');
            case 'u' -> unicode(in);
            default -> throw in.garbled();
        };
    }

    private static byte[] unicode(ByteWindow in) throws IOException {
        char first = hex(in);
        boolean pair = Character.isHighSurrogate(first) && in.limit - in.position > HEX_DIGITS + 1
                && in.bytes[in.position] == '\\' && in.bytes[in.position + 1] == 'u';
        if (!pair) {
            return bytes(first);
        }
        int before = in.position;
        in.position += 2;
        char second = hex(in);
        if (!Character.isLowSurrogate(second)) {
            in.position = before;
            return bytes(first);
        }
        return new String(new char[] {first, second}).getBytes(StandardCharsets.UTF_8);
    }

    private static char hex(ByteWindow in) throws IOException {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(next(in), 16);
            if (digit < 0) {
                throw in.garbled();
            }
            value = (value << 4) | digit;
        }
        return (char) value;
    }

    private static char next(ByteWindow in) throws IOException {
        if (in.position == in.limit) {
            throw ByteWindow.cut();
        }
        return (char) (in.bytes[in.position++] & 0xFF);
    }

    private static byte[] bytes(char c) {
        return Character.toString(c).getBytes(StandardCharsets.UTF_8);
    }
}
