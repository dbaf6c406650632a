package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyTimeTest {
    @Test
    void spans_that_overlap_count_once_and_pauses_not_at_all() {
        var busy = new BusyTime();
        busy.add(0, 10);
        busy.add(2, 5);
        busy.add(8, 12);
        busy.add(100, 101);
        busy.add(101, 103);
        assertThat(busy.millis()).isEqualTo(15);
    }

    @Test
    void moments_of_two_halves_are_those_of_the_whole() {
        Moments halves = new Moments(2, 6, 20).plus(new Moments(1, 6, 36));
        assertThat(halves.mean()).isEqualTo(4);
        assertThat(halves.deviation()).isEqualTo(2);
        assertThat(new Moments(1, 6, 36).deviation()).isZero();
    }
}
