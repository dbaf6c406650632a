package io.microtape.manifest.enrichment;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import io.microtape.model.session.SessionHours;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link MarketCalendar#sessionAt} for many instants: equal to it for every one, but asks the calendar once a day.
 * Neighbouring questions about one day are cheapest. Not for use by two threads.
 */
final class SessionClock {
    /** A day without trading: every second is at or past its last bound. */
    private static final int[] NO_TRADING = {0, 0, 0, 0};

    private final MarketCalendar calendar;
    private final Map<Integer, int[]> boundsByDay = new HashMap<>();
    private int lastDay = Integer.MIN_VALUE;
    private int[] lastBounds = NO_TRADING;

    SessionClock(MarketCalendar calendar) {
        this.calendar = calendar;
    }

    /** The session at an instant whose New York date is {@code epochDay}. */
    Session sessionAt(long epochNanos, int epochDay) {
        if (epochDay != lastDay) {
            lastBounds = boundsByDay.computeIfAbsent(epochDay, this::bounds);
            lastDay = epochDay;
        }
        int second = NewYorkTime.secondOfDay(epochNanos);
        if (second < lastBounds[0] || second >= lastBounds[3]) {
            return Session.CLOSED;
        }
        if (second < lastBounds[1]) {
            return Session.PM;
        }
        return second < lastBounds[2] ? Session.RTH : Session.AH;
    }

    private int[] bounds(int epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        if (!calendar.isTradingDay(date)) {
            return NO_TRADING;
        }
        SessionHours hours = calendar.hours(date);
        return new int[] {hours.premarketOpen().toSecondOfDay(), hours.open().toSecondOfDay(),
                hours.close().toSecondOfDay(), hours.afterHoursClose().toSecondOfDay()};
    }
}
