package io.microtape.manifest.input;

/**
 * Numbers from text: digits with at most one point, a sign and an exponent, as {@code 1234.5}, {@code -.5} or
 * {@code 1.2345e3}, and nothing of what else Java would take. {@code nan}, {@code inf} and {@code infinity}, in any case
 * and with a sign, are numbers too. Spaces around are ignored. The result is the double nearest to the text.
 */
final class NumberText {
    /** Powers of ten that a double holds exactly: one rounding, in the product, is all there is. */
    private static final double[] EXACT_POWERS = new double[23];
    private static final int EXACT_DIGITS = 15;

    static {
        double power = 1;
        for (int i = 0; i < EXACT_POWERS.length; i++) {
            EXACT_POWERS[i] = power;
            power *= 10;
        }
    }

    private NumberText() {}

    /**
     * The number in {@code length} characters.
     *
     * @throws NumberFormatException when they are no number
     */
    static double of(char[] text, int offset, int length) {
        int from = offset;
        int to = offset + length;
        while (from < to && text[from] <= ' ') {
            from++;
        }
        while (from < to && text[to - 1] <= ' ') {
            to--;
        }
        int at = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
        int digits = 0;
        int fraction = 0;
        boolean point = false;
        long mantissa = 0;
        for (; at < to; at++) {
            char character = text[at];
            if (character >= '0' && character <= '9') {
                mantissa = mantissa * 10 + (character - '0');
                digits++;
                fraction += point ? 1 : 0;
            } else if (character == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return notFinite(text, from, to);
        }
        if (at < to) {
            exponent(text, at, to);
        } else if (digits <= EXACT_DIGITS) {
            double value = mantissa / EXACT_POWERS[fraction];
            return text[from] == '-' ? -value : value;
        }
        return Double.parseDouble(new String(text, from, to - from));
    }

    /** Makes sure that what follows the digits is an exponent: Java would also take a trailing {@code d}. */
    private static void exponent(char[] text, int from, int to) {
        int at = from + 1;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        boolean good = (text[from] == 'e' || text[from] == 'E') && at < to;
        for (; good && at < to; at++) {
            good = text[at] >= '0' && text[at] <= '9';
        }
        if (!good) {
            throw new NumberFormatException();
        }
    }

    private static double notFinite(char[] text, int from, int to) {
        boolean signed = from < to && (text[from] == '-' || text[from] == '+');
        String word = new String(text, signed ? from + 1 : from, to - (signed ? from + 1 : from));
        if (word.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return text[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw new NumberFormatException();
    }
}
