package io.microtape.manifest.verify;

import io.microtape.model.id.Sha256;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of all captures. All parts together are the whole, each capture is in one of them, and always in the
 * same, whatever else there is.
 *
 * @param number from 1
 * @param of     how many parts there are
 */
public record Part(int number, int of) {
    public static final Part WHOLE = new Part(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
    private static final int DIGITS = 7;
    private static final int HEXADECIMAL = 16;

    /** @throws IllegalArgumentException when there is no such part; the message says so */
    public Part {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException(
                    "there is no part %d of %d; give one such as 1/10, from 1/10 to 10/10".formatted(number, of));
        }
    }

    /**
     * The part that {@code n/t} means.
     *
     * @throws IllegalArgumentException when it means none; the message says what to write
     */
    public static Part parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'%s' is no part; give one such as 1/10".formatted(text));
        }
        return new Part(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    /** Whether a capture, or a file of no capture, is in this part. */
    boolean holds(String id) {
        return of == 1 || Integer.parseInt(Sha256.hex(id).substring(0, DIGITS), HEXADECIMAL) % of == number - 1;
    }
}
