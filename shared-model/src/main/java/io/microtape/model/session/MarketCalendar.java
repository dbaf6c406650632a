package io.microtape.model.session;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which session a moment of US equity trading belongs to. Weekends and closures are {@code CLOSED} all day; an early
 * close ends regular hours and after hours sooner. Hours carry the first date they apply to, because exchanges change
 * them; dates before the first entry use the first entry.
 */
public final class MarketCalendar {
    private final NavigableMap<LocalDate, DayHours> hoursFrom;
    private final Set<LocalDate> closures;
    private final Set<LocalDate> earlyCloses;

    /** The hours of a full day and of an early-close day that apply from one date on. */
    public record DayHours(SessionHours full, SessionHours earlyClose) {}

    public MarketCalendar(Map<LocalDate, DayHours> hoursFrom, Set<LocalDate> closures, Set<LocalDate> earlyCloses) {
        if (hoursFrom.isEmpty()) {
            throw new IllegalArgumentException("a market calendar needs session hours");
        }
        this.hoursFrom = new TreeMap<>(hoursFrom);
        this.closures = Set.copyOf(closures);
        this.earlyCloses = Set.copyOf(earlyCloses);
    }

    /** The session at an instant given in epoch nanoseconds. */
    public Session sessionAt(long epochNanos) {
        LocalDate date = NewYorkTime.date(epochNanos);
        return isTradingDay(date) ? hours(date).at(NewYorkTime.secondOfDay(epochNanos)) : Session.CLOSED;
    }

    /** Whether the exchanges open at all on this New York date. */
    public boolean isTradingDay(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY && !closures.contains(date);
    }

    /** The session bounds of a trading day. */
    public SessionHours hours(LocalDate date) {
        var entry = hoursFrom.floorEntry(date);
        DayHours hours = (entry == null ? hoursFrom.firstEntry() : entry).getValue();
        return earlyCloses.contains(date) ? hours.earlyClose() : hours.full();
    }
}
