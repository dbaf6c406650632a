package io.microtape.simulator.http;

import io.microtape.model.session.NewYorkTime;
import io.microtape.simulator.tape.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * The three ways in which the vendor takes a time: integer epoch nanoseconds, {@code YYYY-MM-DD} for a New York date,
 * and RFC 3339 with an offset.
 */
final class TimeText {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,19}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private TimeText() {}

    /** The instants that the text names: one nanosecond, or a whole New York day. */
    static TimeRange range(String name, String text) throws BadQuery {
        try {
            if (DATE.matcher(text).matches()) {
                LocalDate date = LocalDate.parse(text);
                return new TimeRange(midnight(date), midnight(date.plusDays(1)));
            }
            long nanos = INTEGER.matcher(text).matches()
                    ? Long.parseLong(text)
                    : nanos(OffsetDateTime.parse(text).toInstant());
            return new TimeRange(nanos, Math.addExact(nanos, 1));
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw new BadQuery(
                    "Could not parse the time parameter '%s'. Use YYYY-MM-DD, a nanosecond timestamp or RFC 3339"
                            .formatted(name),
                    e);
        }
    }

    /** The first instant that the text names. */
    static long start(String name, String text) throws BadQuery {
        return range(name, text).from();
    }

    /** RFC 3339 in UTC with as many digits as the nanoseconds need, as in the vendor's cursors. */
    static String rfc3339(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND))
                .toString();
    }

    private static long midnight(LocalDate date) {
        return NewYorkTime.epochNanos(date.atStartOfDay());
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }
}
