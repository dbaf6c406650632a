package io.microtape.manifest.input;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * ISO instants as programs write them: {@code yyyy-MM-dd HH:mm[:ss[.fraction]]} with a blank or {@code T} in the middle and
 * {@code Z}, {@code +hh}, {@code +hhmm}, {@code +hh:mm} or nothing (UTC) at the end. Equal to {@code java.time} where it
 * answers at all, and twenty times as fast: a CSV has a time stamp in every row.
 */
final class IsoText {
    /** The text is another one; {@code java.time} may understand it. */
    static final long UNUSUAL = Long.MIN_VALUE;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int FRACTION_DIGITS = 9;
    /** Years whose nanoseconds fit into a long, with room for any offset. */
    private static final int FIRST_YEAR = 1700;
    private static final int LAST_YEAR = 2200;

    private final String text;
    private int at;
    private boolean sound = true;

    private IsoText(String text) {
        this.text = text;
    }

    /** Epoch nanoseconds of a text, or {@link #UNUSUAL}. */
    static long epochNanos(String text) {
        return new IsoText(text).instant();
    }

    private long instant() {
        int year = digits(4);
        skip('-');
        int month = digits(2);
        skip('-');
        int day = digits(2);
        sound &= next() == 'T' || next() == ' ';
        at++;
        int hour = digits(2);
        skip(':');
        int minute = digits(2);
        int second = next() == ':' ? digitsAfterColon() : 0;
        long fraction = next() == '.' ? fraction() : 0;
        int offset = offsetSeconds();
        if (!sound || at != text.length() || year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59
                || second > 59) {
            return UNUSUAL;
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return (days * 86_400 + hour * 3_600L + minute * 60L + second - offset) * NANOS_PER_SECOND + fraction;
        } catch (DateTimeException _) {
            return UNUSUAL;
        }
    }

    private int offsetSeconds() {
        char sign = next();
        if (sign == 'Z') {
            at++;
            return 0;
        }
        if (sign != '+' && sign != '-') {
            return 0;
        }
        at++;
        int hours = digits(2);
        boolean colon = next() == ':';
        at += colon ? 1 : 0;
        int minutes = colon || at < text.length() ? digits(2) : 0;
        sound &= hours <= 17 && minutes <= 59;
        int seconds = hours * 3_600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private int digitsAfterColon() {
        skip(':');
        return digits(2);
    }

    private long fraction() {
        at++;
        int from = at;
        long fraction = 0;
        while (next() >= '0' && next() <= '9') {
            fraction = fraction * 10 + (next() - '0');
            at++;
        }
        sound &= at > from && at - from <= FRACTION_DIGITS;
        for (int digits = at - from; digits < FRACTION_DIGITS; digits++) {
            fraction *= 10;
        }
        return fraction;
    }

    private int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            char digit = next();
            sound &= digit >= '0' && digit <= '9';
            number = number * 10 + (digit - '0');
            at++;
        }
        return number;
    }

    private void skip(char expected) {
        sound &= next() == expected;
        at++;
    }

    private char next() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
