package io.microtape.simulator;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.MarketCalendar.DayHours;
import io.microtape.model.session.SessionHours;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;

/** A small market calendar with one closure and one early close. */
public final class Calendars {
    public static final LocalDate CLOSURE = LocalDate.of(2024, 11, 28);
    public static final LocalDate EARLY_CLOSE = LocalDate.of(2024, 11, 29);

    private Calendars() {}

    public static MarketCalendar small() {
        var full = new SessionHours(LocalTime.of(4, 0), LocalTime.of(9, 30), LocalTime.of(16, 0), LocalTime.of(20, 0));
        var early = new SessionHours(LocalTime.of(4, 0), LocalTime.of(9, 30), LocalTime.of(13, 0),
                LocalTime.of(17, 0));
        return new MarketCalendar(Map.of(LocalDate.of(2000, 1, 1), new DayHours(full, early)), Set.of(CLOSURE),
                Set.of(EARLY_CLOSE));
    }
}
