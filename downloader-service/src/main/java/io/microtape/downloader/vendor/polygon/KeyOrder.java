package io.microtape.downloader.vendor.polygon;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of a page's rows, in the order in which the vendor writes them. It is learned from the rows, and a key that is
 * where it is expected, or a few places on because some are missing, is known by its bytes.
 */
final class KeyOrder {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final int MOST = 64;

    private record Key(byte[] literal, long head, long mask, int column) {}

    private Key[] keys = new Key[0];

    /**
     * The place of the key that begins at the window's position, which then is behind its colon.
     *
     * @param expected the place behind that of the key before
     * @return -1 when it is not known or not written in the usual way; the window is as it was
     */
    int take(ByteWindow window, int expected) {
        byte[] bytes = window.bytes;
        int position = window.position;
        long head = (long) LONG.get(bytes, position);
        Key[] known = keys;
        for (int place = expected; place < known.length; place++) {
            Key key = known[place];
            if ((head & key.mask) == key.head && follows(key.literal, bytes, position, window.limit)) {
                window.position = position + key.literal.length;
                return place;
            }
        }
        return -1;
    }

    /** The column of the key at a place. */
    int column(int place) {
        return keys[place].column;
    }

    /** Learns a key that was met at {@code expected}; the place that follows it. */
    int learn(String name, int column, int expected) {
        byte[] literal = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
        for (int place = 0; place < keys.length; place++) {
            if (Arrays.equals(keys[place].literal, literal)) {
                return place + 1;
            }
        }
        if (keys.length == MOST || name.indexOf('"') >= 0 || name.indexOf('\\') >= 0) {
            return expected;
        }
        long mask = literal.length >= Long.BYTES ? -1L : (1L << (literal.length * Byte.SIZE)) - 1;
        long head = (long) LONG.get(Arrays.copyOf(literal, Math.max(literal.length, Long.BYTES)), 0);
        Key[] more = Arrays.copyOf(keys, keys.length + 1);
        System.arraycopy(keys, expected, more, expected + 1, keys.length - expected);
        more[expected] = new Key(literal, head & mask, mask, column);
        keys = more;
        return expected + 1;
    }

    private static boolean follows(byte[] literal, byte[] bytes, int position, int limit) {
        int length = literal.length;
        if (length > limit - position) {
            return false;
        }
        int at = Long.BYTES;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if ((long) LONG.get(bytes, position + at) != (long) LONG.get(literal, at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (bytes[position + at] != literal[at]) {
                return false;
            }
        }
        return true;
    }
}
