package io.microtape.downloader.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.ratelimit.Gcra.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GcraTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void in_no_second_are_there_more_requests_than_the_rate_and_the_burst() {
        long seed = 7;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var budget = RateBudget.perSecond(50);
        var gcra = new Gcra(budget);
        long now = 1_700_000_000L * SECOND;
        long state = 0;
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Reservation reservation = gcra.reserve(state, now);
            state = reservation.state();
            sent.add(now + reservation.waitNanos());
            now += random.nextInt(10) == 0 ? random.nextLong(SECOND) : random.nextLong(SECOND / 100);
        }
        int from = 0;
        for (int to = 0; to < sent.size(); to++) {
            while (sent.get(to) - sent.get(from) >= SECOND) {
                from++;
            }
            assertThat(to - from + 1).isLessThanOrEqualTo(50 + budget.burst());
        }
    }

    @Test
    void while_work_waits_no_permit_is_lost() {
        var gcra = new Gcra(RateBudget.perSecond(50));
        long now = 1_700_000_000L * SECOND;
        long state = 0;
        long last = 0;
        for (int i = 0; i < 501; i++) {
            Reservation reservation = gcra.reserve(state, now);
            state = reservation.state();
            last = reservation.waitNanos();
        }
        assertThat(last).isEqualTo(10 * SECOND - 4 * SECOND / 50);
    }

    @Test
    void a_basic_plan_never_sends_a_sixth_request_within_a_minute() {
        var gcra = new Gcra(RateBudget.perMinute(5));
        long now = 1_700_000_000L * SECOND;
        long state = 0;
        for (int i = 0; i < 6; i++) {
            Reservation reservation = gcra.reserve(state, now);
            state = reservation.state();
            assertThat(reservation.waitNanos()).isEqualTo(12L * i * SECOND);
        }
    }
}
