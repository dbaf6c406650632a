package io.microtape.downloader.vendor.polygon;

import io.microtape.downloader.vendor.polygon.PageParser.NotAPageException;
import java.nio.charset.StandardCharsets;

/** The last number that was read. Whole numbers never pass through a double. */
final class JsonNumber {
    /** So many digits fit into 64 bits whatever they are. */
    private static final int SAFE_DIGITS = 18;
    /** Up to here every whole number is a double, and so is every power of ten with an exponent up to 22. */
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
            1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

    private static final int SHOWN = 40;

    private byte[] bytes;
    private int from;
    private int end;
    private boolean negative;
    private long digits;
    private int digitCount;
    private int fraction;
    private boolean exponent;

    /**
     * Reads {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?}.
     *
     * @return the index behind it; {@code limit} when it may go on there; -1 when there is no number
     */
    int scan(byte[] all, int start, int limit) {
        bytes = all;
        from = start;
        fraction = 0;
        exponent = false;
        int at = start;
        negative = all[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        int digit;
        while (at < limit && (digit = all[at] - '0') >= 0 && digit <= 9) {
            value = value * 10 + digit;
            at++;
        }
        digitCount = at - first;
        if (at < limit && (digitCount == 0 || (digitCount > 1 && all[first] == '0'))) {
            return -1;
        }
        if (at < limit && all[at] == '.') {
            int point = at++;
            while (at < limit && (digit = all[at] - '0') >= 0 && digit <= 9) {
                value = value * 10 + digit;
                at++;
            }
            fraction = at - point - 1;
            digitCount += fraction;
            if (fraction == 0 && at < limit) {
                return -1;
            }
        }
        digits = value;
        if (at < limit && (all[at] | 0x20) == 'e') {
            at = exponent(all, at + 1, limit);
        }
        end = at;
        return at;
    }

    private int exponent(byte[] all, int start, int limit) {
        exponent = true;
        int at = start;
        if (at < limit && (all[at] == '+' || all[at] == '-')) {
            at++;
        }
        int first = at;
        while (at < limit && all[at] >= '0' && all[at] <= '9') {
            at++;
        }
        return at == first && at < limit ? -1 : at;
    }

    /** Whether it is written without fraction and exponent and fits into 64 bits. */
    boolean isWhole() {
        if (fraction > 0 || exponent) {
            return false;
        }
        // A sum of 19 digits runs over into the negative or not at all; one of more digits may end anywhere.
        return digitCount <= SAFE_DIGITS
                || (digitCount == SAFE_DIGITS + 1 && (digits >= 0 || (negative && digits == Long.MIN_VALUE)));
    }

    /** The number, if it {@link #isWhole}. */
    long whole() {
        return negative ? -digits : digits;
    }

    boolean isNegative() {
        return negative;
    }

    boolean isExponential() {
        return exponent;
    }

    /** How it is written, cut after a few digits. */
    String shown() {
        String text = new String(bytes, from, Math.min(end - from, SHOWN), StandardCharsets.US_ASCII);
        return end - from > SHOWN ? text + "..." : text;
    }

    /** The nearest double. */
    double real() throws NotAPageException {
        if (!exponent && digitCount <= SAFE_DIGITS && digits <= EXACT && fraction < POWERS.length) {
            // Both are exact, so the one division rounds once, as it should.
            double magnitude = digits / POWERS[fraction];
            return negative ? -magnitude : magnitude;
        }
        double value = Double.parseDouble(new String(bytes, from, end - from, StandardCharsets.US_ASCII));
        if (Double.isInfinite(value)) {
            throw new NotAPageException("%s is too large a number".formatted(shown()));
        }
        return value;
    }
}
