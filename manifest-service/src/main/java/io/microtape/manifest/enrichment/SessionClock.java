package io.microtape.manifest.enrichment;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import io.microtape.model.session.SessionHours;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@link MarketCalendar#sessionAt} for many instants from 1973 on: equal to it for every one, but asks the calendar once a day.
 * Neighbouring questions about one day are cheapest. Not for use by two threads.
 */
final class SessionClock {
    /** A day without trading: every instant is past its last bound. */
    private static final long[] NO_TRADING = {0, 0, 0, 0};

    private final MarketCalendar calendar;
    private final Map<Integer, long[]> boundsByDay = new HashMap<>();
    private int lastDay = Integer.MIN_VALUE;
    /** Epoch nanoseconds at which premarket, regular hours and after hours begin, and after hours end. */
    private long[] lastBounds = NO_TRADING;

    SessionClock(MarketCalendar calendar) {
        this.calendar = calendar;
    }

    /** The session at an instant whose New York date is {@code epochDay}. */
    Session sessionAt(long epochNanos, int epochDay) {
        if (epochDay != lastDay) {
            lastBounds = boundsByDay.computeIfAbsent(epochDay, this::bounds);
            lastDay = epochDay;
        }
        if (epochNanos < lastBounds[0] || epochNanos >= lastBounds[3]) {
            return Session.CLOSED;
        }
        if (epochNanos < lastBounds[1]) {
            return Session.PM;
        }
        return epochNanos < lastBounds[2] ? Session.RTH : Session.AH;
    }

    private long[] bounds(int epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        if (!calendar.isTradingDay(date)) {
            return NO_TRADING;
        }
        SessionHours hours = calendar.hours(date);
        return Stream.of(hours.premarketOpen(), hours.open(), hours.close(), hours.afterHoursClose())
                .mapToLong(bound -> NewYorkTime.epochNanos(date.atTime(bound))).toArray();
    }
}
