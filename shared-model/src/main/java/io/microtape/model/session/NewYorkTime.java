package io.microtape.model.session;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * New York wall-clock time of epoch nanoseconds, without an object per question. Guaranteed equal to
 * {@link java.time.ZonedDateTime} in America/New_York from 1970 on, on any machine and default time zone.
 */
public final class NewYorkTime {
    /** The zone that labels sessions and dates; nothing else in Microtape is local time. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final ZoneRules RULES = ZONE.getRules();
    /** Transitions are tabled up to here; later instants ask the zone rules. */
    private static final Instant TABLE_END = Instant.parse("2100-01-01T00:00:00Z");

    private static final long[] TRANSITION_SECONDS;
    private static final int[] OFFSET_SECONDS;

    static {
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        for (var next = RULES.nextTransition(Instant.EPOCH); next != null
                && next.getInstant().isBefore(TABLE_END); next = RULES.nextTransition(next.getInstant())) {
            transitions.add(next);
        }
        TRANSITION_SECONDS = new long[transitions.size()];
        OFFSET_SECONDS = new int[transitions.size() + 1];
        OFFSET_SECONDS[0] = RULES.getOffset(Instant.EPOCH).getTotalSeconds();
        for (int i = 0; i < transitions.size(); i++) {
            TRANSITION_SECONDS[i] = transitions.get(i).toEpochSecond();
            OFFSET_SECONDS[i + 1] = transitions.get(i).getOffsetAfter().getTotalSeconds();
        }
    }

    private NewYorkTime() {}

    /** Days since 1970-01-01 of the New York date at {@code epochNanos}. */
    public static int epochDay(long epochNanos) {
        return (int) Math.floorDiv(localSecond(epochNanos), SECONDS_PER_DAY);
    }

    /** Seconds since New York midnight on the wall clock, in [0, 86,400). */
    public static int secondOfDay(long epochNanos) {
        return Math.floorMod(localSecond(epochNanos), SECONDS_PER_DAY);
    }

    /** The New York date at {@code epochNanos}. */
    public static LocalDate date(long epochNanos) {
        return LocalDate.ofEpochDay(epochDay(epochNanos));
    }

    /** The New York wall-clock date and time at {@code epochNanos}. */
    public static LocalDateTime dateTime(long epochNanos) {
        return LocalDateTime.ofEpochSecond(localSecond(epochNanos),
                (int) Math.floorMod(epochNanos, NANOS_PER_SECOND), ZoneOffset.UTC);
    }

    /** Epoch nanoseconds of a New York wall-clock time; in the hour that does not exist, of the hour after it. */
    public static long epochNanos(LocalDateTime newYork) {
        Instant instant = newYork.atZone(ZONE).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }

    private static long localSecond(long epochNanos) {
        long second = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        return second + offsetSeconds(second);
    }

    private static int offsetSeconds(long epochSecond) {
        if (epochSecond < 0 || epochSecond >= TABLE_END.getEpochSecond()) {
            return RULES.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
        }
        int found = Arrays.binarySearch(TRANSITION_SECONDS, epochSecond);
        return OFFSET_SECONDS[found >= 0 ? found + 1 : -found - 1];
    }
}
