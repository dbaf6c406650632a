package io.microtape.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects JSON as bytes, without an object per value: a full page has half a million of them. */
final class JsonBytes {
    /** Above it not every whole number is a double. */
    private static final double EXACT_WHOLE = 0x1p53;
    /** Below it a price scaled to four decimals, and its text, are exact. */
    private static final double FAST_DECIMAL = 1e10;
    private static final int DECIMALS = 4;
    private static final double SCALE = 1e4;
    private static final byte[] LONG_MIN = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
    private static final String HEX = "0123456789abcdef";

    private byte[] bytes;
    private int size;

    JsonBytes(int expected) {
        bytes = new byte[expected];
    }

    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    JsonBytes raw(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    JsonBytes raw(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    JsonBytes number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(LONG_MIN);
        }
        room(20);
        long rest = Math.abs(value);
        if (value < 0) {
            bytes[size++] = '-';
        }
        int digits = digits(rest);
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /**
     * The shortest decimal that reads back as the same double, as {@link Double#toString} gives it, whole numbers
     * without their {@code .0}. The value must be finite: JSON has no other numbers.
     */
    JsonBytes number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE && (value != 0 || 1 / value > 0)) {
            return number((long) value);
        }
        long scaled = Math.round(value * SCALE);
        // A decimal of at most 15 digits is the only one that short for its double, so it is the shortest.
        if (Math.abs(value) < FAST_DECIMAL && scaled / SCALE == value && scaled != 0) {
            return decimal(scaled);
        }
        return ascii(Double.toString(value));
    }

    JsonBytes string(String text) {
        raw('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                raw('\\').raw(c);
            } else if (c < ' ') {
                ascii("\\u00").raw(HEX.charAt(c >> 4)).raw(HEX.charAt(c & 15));
            } else if (c < 128) {
                raw(c);
            } else {
                int end = text.offsetByCodePoints(i, 1);
                raw(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return raw('"');
    }

    JsonBytes ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    private JsonBytes decimal(long scaled) {
        if (scaled < 0) {
            raw('-');
        }
        long magnitude = Math.abs(scaled);
        number(magnitude / (long) SCALE).raw('.');
        long fraction = magnitude % (long) SCALE;
        int digits = DECIMALS;
        while (fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        for (int zeros = digits - digits(fraction); zeros > 0; zeros--) {
            raw('0');
        }
        return number(fraction);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
        }
    }
}
