package io.microtape.manifest.input;

import io.microtape.model.session.NewYorkTime;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates from what users store them as, in days since 1970-01-01, from 1900 up to 2200: what lies outside is a slip of the
 * unit, not a session.
 */
final class Dates {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final long EARLIEST = LocalDate.of(1900, 1, 1).toEpochDay();
    private static final long LATEST = LocalDate.of(2200, 1, 1).toEpochDay();
    /** An ISO date, also with the midnight that data frames write after it. */
    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{4}-\\d{2}-\\d{2})([ T]00:00(:00(\\.0+)?)?Z?)?\\s*");

    /** Stands for no date. */
    static final int NONE = Integer.MIN_VALUE;

    private Dates() {}

    /** The date of a text. */
    static int of(String text) {
        Matcher matcher = TEXT.matcher(text);
        try {
            return matcher.matches() ? of(LocalDate.parse(matcher.group(1)).toEpochDay()) : NONE;
        } catch (DateTimeParseException _) {
            return NONE;
        }
    }

    /** The date that a number of days since 1970-01-01 is. */
    static int of(long epochDay) {
        return epochDay >= EARLIEST && epochDay < LATEST ? (int) epochDay : NONE;
    }

    /** The date that begins at an instant, in UTC or in New York; none for another time of the day. */
    static int ofMidnight(long epochNanos) {
        if (Math.floorMod(epochNanos, NANOS_PER_DAY) == 0) {
            return of(Math.floorDiv(epochNanos, NANOS_PER_DAY));
        }
        boolean wholeSecond = Math.floorMod(epochNanos, 1_000_000_000L) == 0;
        return wholeSecond && NewYorkTime.secondOfDay(epochNanos) == 0 ? of(NewYorkTime.epochDay(epochNanos)) : NONE;
    }
}
