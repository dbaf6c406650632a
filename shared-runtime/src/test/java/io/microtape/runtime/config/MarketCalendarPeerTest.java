package io.microtape.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.microtape.model.session.MarketCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.Year;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped calendar beside others: Jollyday's of the exchange for closures, the exchange's rules for early closes. */
class MarketCalendarPeerTest {
    private static final LocalDate FIRST = LocalDate.of(1998, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2028, 12, 31);
    /** Days on which the two calendars are known to differ, each with its reason; today there are none. */
    private static final Set<LocalDate> KNOWN_DIFFERENCES = Set.of();
    /** Closures that no rule gives: attacks, funerals of presidents, the hurricane. */
    private static final Set<LocalDate> SPECIAL_CLOSURES = dates("2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14",
            "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09");
    /** Early closes that no rule gives: the eve of 2000, and the Friday after a Thursday's Christmas. */
    private static final Set<LocalDate> SPECIAL_EARLY_CLOSES = dates("1999-12-31", "2003-12-26");

    private final MarketCalendar calendar = MarketCalendars.usEquities();

    @Test
    void every_weekday_from_1998_to_2028_is_closed_exactly_when_jollyday_says_so() {
        HolidayManager peer = HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.NYSE));
        Set<LocalDate> closed = new TreeSet<>();
        for (int year = FIRST.getYear(); year <= LAST.getYear(); year++) {
            peer.getHolidays(Year.of(year)).stream().map(Holiday::getDate).filter(MarketCalendarPeerTest::weekday)
                    .forEach(closed::add);
        }
        assertThat(closed).hasSizeGreaterThan(31 * 8).containsAll(SPECIAL_CLOSURES);
        assertThat(different(closed, weekdays(day -> !calendar.isTradingDay(day)))).isEqualTo(KNOWN_DIFFERENCES);
    }

    @Test
    void juneteenth_is_a_closure_from_2022_on() {
        assertThat(calendar.isTradingDay(LocalDate.of(2020, 6, 19))).isTrue();
        assertThat(calendar.isTradingDay(LocalDate.of(2021, 6, 18))).isTrue();
        assertThat(calendar.isTradingDay(LocalDate.of(2022, 6, 20))).isFalse();
        assertThat(calendar.isTradingDay(LocalDate.of(2024, 6, 19))).isFalse();
    }

    @Test
    void every_early_close_from_1998_to_2028_is_one_by_the_exchanges_rules() {
        Set<LocalDate> byRule = new TreeSet<>(SPECIAL_EARLY_CLOSES);
        byRule.addAll(weekdays(MarketCalendarPeerTest::earlyByRule));
        assertThat(byRule).hasSizeGreaterThan(31);
        assertThat(weekdays(day -> calendar.isTradingDay(day)
                && calendar.hours(day).close().equals(LocalTime.of(13, 0)))).isEqualTo(byRule);
    }

    @Test
    void a_calendar_that_cannot_be_taken_literally_is_refused_with_its_key() {
        refused("early_close:", "late_close:", "hours.2000-01-01.late_close", "no such key");
        refused("closures:", "closed:", "closed", "no such key");
        refused("close: \"13:00\", ", "", "hours.2000-01-01.early_close.close", "missing");
        refused("13:00", "25:00", "hours.2000-01-01.early_close.close", "no time");
        refused("13:00", "09:00", "hours.2000-01-01.early_close", "rise");
        refused("07-04", "07-44", "closures.2000", "no date");
        refused("07-04", "07-01", "closures.2000", "weekend");
        refused("\"07-04\"]", "\"07-04\", \"07-04\"]", "closures.2000", "twice");
        refused("07-03", "07-04", "early_closes", "closures too");
        refused("[\"07-04\"]", "7", "closures.2000", "list");
    }

    private static void refused(String text, String instead, String key, String what) {
        String sound = """
                hours:
                  "2000-01-01":
                    full: {premarket_open: "04:00", open: "09:30", close: "16:00", after_hours_close: "20:00"}
                    early_close: {premarket_open: "04:00", open: "09:30", close: "13:00", after_hours_close: "17:00"}
                closures:
                  "2000": ["07-04"]
                early_closes:
                  "2000": ["07-03"]
                """;
        assertThat(MarketCalendars.parse(sound, "mine.yaml").isTradingDay(LocalDate.of(2000, 7, 4))).isFalse();
        assertThat(sound).contains(text);
        assertThatThrownBy(() -> MarketCalendars.parse(sound.replace(text, instead), "mine.yaml"))
                .isInstanceOf(ConfigException.class).hasMessageStartingWith("mine.yaml: " + key)
                .hasMessageContaining(what);
    }

    /**
     * The day after Thanksgiving; December 24 when it is no closure; July 3 before a holiday on the 4th, until 2012 not on a
     * Wednesday: then it was Friday the 5th.
     */
    private static boolean earlyByRule(LocalDate day) {
        LocalDate thanksgiving = day.with(Month.NOVEMBER).with(TemporalAdjusters.dayOfWeekInMonth(4,
                DayOfWeek.THURSDAY));
        boolean july3 = day.getMonth() == Month.JULY && day.getDayOfMonth() == 3
                && day.getDayOfWeek() != DayOfWeek.FRIDAY
                && (day.getDayOfWeek() != DayOfWeek.WEDNESDAY || day.getYear() > 2012);
        boolean july5 = day.getMonth() == Month.JULY && day.getDayOfMonth() == 5
                && day.getDayOfWeek() == DayOfWeek.FRIDAY && day.getYear() <= 2012;
        boolean christmasEve = day.getMonth() == Month.DECEMBER && day.getDayOfMonth() == 24
                && day.getDayOfWeek() != DayOfWeek.FRIDAY;
        return day.equals(thanksgiving.plusDays(1)) || july3 || july5 || christmasEve;
    }

    private static Set<LocalDate> different(Set<LocalDate> one, Set<LocalDate> two) {
        return Stream.concat(one.stream(), two.stream()).filter(day -> one.contains(day) != two.contains(day))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<LocalDate> weekdays(Predicate<LocalDate> which) {
        return FIRST.datesUntil(LAST.plusDays(1)).filter(MarketCalendarPeerTest::weekday).filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean weekday(LocalDate day) {
        return day.getDayOfWeek().getValue() <= 5;
    }

    private static Set<LocalDate> dates(String... days) {
        return Stream.of(days).map(LocalDate::parse).collect(Collectors.toSet());
    }
}
