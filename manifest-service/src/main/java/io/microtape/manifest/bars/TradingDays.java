package io.microtape.manifest.bars;

import io.microtape.model.session.MarketCalendar;
import java.time.LocalDate;

/** Counts trading days between two dates of a span, without asking the calendar twice for any. */
final class TradingDays {
    private final int first;
    /** Trading days from the first day of the span up to, not including, a day. */
    private final int[] before;

    /** Knows the days {@code first} to {@code last}, in days since 1970-01-01. */
    TradingDays(MarketCalendar calendar, int first, int last) {
        this.first = first;
        this.before = new int[last - first + 2];
        for (int day = first; day <= last; day++) {
            before[day - first + 1] = before[day - first] + (calendar.isTradingDay(LocalDate.ofEpochDay(day)) ? 1 : 0);
        }
    }

    /** Trading days strictly between two dates, the first of which is not the later one. */
    int between(int day, int later) {
        return day == later ? 0 : before[later - first] - before[day - first + 1];
    }
}
