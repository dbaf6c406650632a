package io.microtape.downloader.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnerTimeTest {
    private static final long MILLI = 1_000_000L;
    private static final Clock HERE = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private static final long THERE = 1_600_000_000_000_000_000L;

    private final AtomicLong counter = new AtomicLong(12_345);

    @Test
    void until_an_answer_was_heard_the_clock_here_stands_in() {
        assertThat(new OwnerTime(counter::get, HERE).nanos()).isEqualTo(HERE.millis() * MILLI);
    }

    @Test
    void after_an_answer_it_is_the_owners_time_however_far_the_clock_here_is_off() {
        var time = new OwnerTime(counter::get, HERE);
        heard(time, 3 * MILLI, THERE);
        assertThat(time.nanos()).isBetween(THERE, THERE + 3 * MILLI);
        counter.addAndGet(500 * MILLI);
        assertThat(time.nanos()).isBetween(THERE + 500 * MILLI, THERE + 503 * MILLI);
    }

    @Test
    void it_is_wrong_by_no_more_than_the_last_round_trip_and_never_goes_back() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var time = new OwnerTime(counter::get, HERE);
        long drift = 0;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < 1_000; i++) {
            long there = random.nextLong(20 * MILLI) + 1;
            long back = random.nextLong(20 * MILLI) + 1;
            drift += random.nextLong(2_001) - 1_000;
            long began = counter.get();
            heard(time, there + back, THERE + began + there + drift);
            long told = time.nanos();
            assertThat(Math.abs(told - (THERE + counter.get() + drift))).isLessThanOrEqualTo(40 * MILLI);
            assertThat(told).isGreaterThanOrEqualTo(last);
            last = told;
            counter.addAndGet(random.nextLong(100 * MILLI));
        }
    }

    private void heard(OwnerTime time, long roundTrip, long at) {
        long sent = counter.getAndAdd(roundTrip);
        time.heard(sent, counter.get(), at);
    }
}
