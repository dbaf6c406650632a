package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Instants from what users store them as: timestamps of any unit, ISO text (with a zone, else UTC), or whole numbers since
 * 1970, whose unit follows from their size. An instant counts from 1973-03-03T09:46:40Z, where the sizes of seconds,
 * milliseconds, microseconds and nanoseconds stop overlapping, up to the year 2100.
 */
public final class Timestamps {
    /** Stands for no instant. */
    public static final long MISSING = Long.MIN_VALUE;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long EARLIEST = 100_000_000L * NANOS_PER_SECOND;
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() * NANOS_PER_SECOND;
    private static final long SECONDS_BELOW = 100_000_000_000L;
    private static final long MILLIS_BELOW = SECONDS_BELOW * 1_000;
    private static final long MICROS_BELOW = MILLIS_BELOW * 1_000;

    /** Of more digits than a long always holds, none is an instant. */
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}|[1-8][0-9]{18}");
    private static final double EXACT_BELOW = 0x1p53;

    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).optionalStart().appendLiteral(' ').optionalEnd()
            .appendPattern("[XXX][XX][X]").optionalStart().appendLiteral('[').parseCaseSensitive().appendZoneRegionId()
            .appendLiteral(']').toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private Timestamps() {}

    /** Epoch nanoseconds by row, or nothing when the column is of a kind that holds no instants. */
    static Optional<long[]> of(Column column) {
        return switch (column) {
            case Column.Longs longs when longs.kind() != Kind.DATE -> Optional.of(ofLongs(longs));
            case Column.Doubles doubles -> ofDoubles(doubles);
            case Column.Strings strings -> Optional.of(ofTexts(strings));
            case Column _ -> Optional.empty();
        };
    }

    private static long[] ofLongs(Column.Longs longs) {
        boolean nanos = longs.kind() == Kind.TIMESTAMP_NANOS;
        long[] instants = longs.values();
        for (int row = 0; row < instants.length; row++) {
            long value = instants[row];
            instants[row] = longs.isNull(row) ? MISSING : usable(nanos ? value : ofEpoch(value));
        }
        return instants;
    }

    /** Nothing when a number has a fraction or is so large that a double may have rounded it: that instant is lost. */
    private static Optional<long[]> ofDoubles(Column.Doubles doubles) {
        long[] instants = new long[doubles.rows()];
        for (int row = 0; row < instants.length; row++) {
            double value = doubles.values()[row];
            if (Double.isNaN(value)) {
                instants[row] = MISSING;
            } else if (value == Math.rint(value) && Math.abs(value) < EXACT_BELOW) {
                instants[row] = usable(ofEpoch((long) value));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(instants);
    }

    private static long[] ofTexts(Column.Strings strings) {
        long[] byCode = new long[strings.dictionary().length];
        for (int code = 0; code < byCode.length; code++) {
            byCode[code] = ofText(strings.dictionary()[code]);
        }
        long[] instants = new long[strings.rows()];
        for (int row = 0; row < instants.length; row++) {
            instants[row] = strings.isNull(row) ? MISSING : byCode[strings.codes()[row]];
        }
        return instants;
    }

    static long ofEpoch(long value) {
        if (value < SECONDS_BELOW) {
            return scaled(value, NANOS_PER_SECOND);
        }
        if (value < MILLIS_BELOW) {
            return scaled(value, 1_000_000);
        }
        return value < MICROS_BELOW ? scaled(value, 1_000) : value;
    }

    /** Checked before multiplying: the largest value of each unit's range would overflow into a plausible instant. */
    private static long scaled(long value, long nanosPerUnit) {
        return value < 0 || value > LATEST / nanosPerUnit ? MISSING : value * nanosPerUnit;
    }

    /** The instant of an ISO text or of a whole number. */
    static long ofText(String text) {
        String trimmed = text.strip();
        long instant = IsoText.epochNanos(trimmed);
        return instant == IsoText.UNUSUAL ? ofUnusualText(trimmed) : usable(instant);
    }

    /** As {@link #ofText}, by {@code java.time} alone. */
    static long ofUnusualText(String text) {
        if (WHOLE.matcher(text).matches()) {
            return usable(ofEpoch(Long.parseLong(text)));
        }
        String iso = text.length() > 10 && text.charAt(10) == ' '
                ? text.substring(0, 10) + 'T' + text.substring(11)
                : text;
        try {
            TemporalAccessor parsed = TEXT.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
            Instant instant = parsed instanceof ZonedDateTime zoned
                    ? zoned.toInstant()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
            if (instant.getEpochSecond() < 0 || instant.getEpochSecond() >= LATEST / NANOS_PER_SECOND) {
                return MISSING;
            }
            return usable(instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano());
        } catch (DateTimeException _) {
            return MISSING;
        }
    }

    private static long usable(long nanos) {
        return nanos >= EARLIEST && nanos < LATEST ? nanos : MISSING;
    }
}
