package io.microtape.manifest.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.runtime.config.MarketCalendars;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SessionClockTest {
    @Test
    void it_agrees_with_the_calendar_at_every_instant() {
        long seed = 5;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        MarketCalendar calendar = MarketCalendars.usEquities();
        var clock = new SessionClock(calendar);
        long from = Instant.parse("2010-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 200_000; i++) {
            long instant = random.nextLong(from, to) / 60 * 60 * 1_000_000_000L;
            assertThat(clock.sessionAt(instant, NewYorkTime.epochDay(instant))).isEqualTo(calendar.sessionAt(instant));
        }
    }
}
