package io.microtape.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MarketCalendarsTest {
    private final MarketCalendar calendar = MarketCalendars.usEquities();

    @Test
    void sessions_are_half_open() {
        assertThat(at("2024-07-10T03:59:59")).isEqualTo(Session.CLOSED);
        assertThat(at("2024-07-10T04:00:00")).isEqualTo(Session.PM);
        assertThat(at("2024-07-10T09:29:59")).isEqualTo(Session.PM);
        assertThat(at("2024-07-10T09:30:00")).isEqualTo(Session.RTH);
        assertThat(at("2024-07-10T15:59:59")).isEqualTo(Session.RTH);
        assertThat(at("2024-07-10T16:00:00")).isEqualTo(Session.AH);
        assertThat(at("2024-07-10T20:00:00")).isEqualTo(Session.CLOSED);
    }

    @Test
    void an_early_close_ends_regular_hours_at_13_and_after_hours_at_17() {
        assertThat(at("2024-11-29T12:59:59")).isEqualTo(Session.RTH);
        assertThat(at("2024-11-29T13:00:00")).isEqualTo(Session.AH);
        assertThat(at("2024-11-29T16:59:59")).isEqualTo(Session.AH);
        assertThat(at("2024-11-29T17:00:00")).isEqualTo(Session.CLOSED);
    }

    @Test
    void weekends_holidays_and_days_of_mourning_are_closed() {
        assertThat(at("2024-07-13T11:00:00")).isEqualTo(Session.CLOSED);
        assertThat(at("2024-07-04T11:00:00")).isEqualTo(Session.CLOSED);
        assertThat(at("2018-12-05T11:00:00")).isEqualTo(Session.CLOSED);
        assertThat(at("2025-01-09T11:00:00")).isEqualTo(Session.CLOSED);
        assertThat(calendar.isTradingDay(LocalDate.parse("2024-07-05"))).isTrue();
    }

    @Test
    void new_york_time_equals_the_platforms_own_on_both_sides_of_every_switch() {
        long seed = 4711;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            long second = random.nextLong(0, Instant.parse("2110-01-01T00:00:00Z").getEpochSecond());
            assertSame(second);
        }
        for (Instant at = Instant.parse("2024-01-01T00:00:00Z"); at.isBefore(
                Instant.parse("2025-01-01T00:00:00Z")); at = at.plusSeconds(1800)) {
            assertSame(at.getEpochSecond());
            assertSame(at.getEpochSecond() - 1);
        }
    }

    private static void assertSame(long second) {
        ZonedDateTime expected = Instant.ofEpochSecond(second).atZone(NewYorkTime.ZONE);
        long nanos = second * 1_000_000_000L;
        assertThat(NewYorkTime.dateTime(nanos)).isEqualTo(expected.toLocalDateTime());
        assertThat(NewYorkTime.date(nanos)).isEqualTo(expected.toLocalDate());
        assertThat(NewYorkTime.secondOfDay(nanos)).isEqualTo(expected.toLocalTime().toSecondOfDay());
    }

    private Session at(String newYork) {
        return calendar.sessionAt(NewYorkTime.epochNanos(LocalDateTime.parse(newYork)));
    }
}
