package io.microtape.downloader.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_790_000_000L * SECOND;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void at_any_rates_and_gaps_no_second_and_no_minute_holds_more_than_its_budget(long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        int ceiling = random.nextInt(5, 101);
        int perMinute = random.nextInt(10, 60 * ceiling);
        var budget = new RateBudget(ceiling, ceiling, OptionalInt.of(perMinute));
        List<Long> sent = new ArrayList<>();
        long now = START;
        long state = 0;
        for (int i = 0; i < 20_000; i++) {
            double rate = ceiling * random.nextDouble(0.2, 1);
            Slots slot = Slots.of(state).next(now, (long) (SECOND / rate), budget.nanosByMinute());
            state = slot.state();
            assertThat(Slots.of(state)).isEqualTo(new Slots(slot.last(), Slots.of(state).arrears()));
            assertThat(slot.last()).isGreaterThanOrEqualTo(sent.isEmpty() ? START : 0);
            sent.add(slot.last() + random.nextLong(RateBudget.LATE_NANOS));
            // Now and then nobody asks, and now and then many ask at once.
            now = switch (random.nextInt(20)) {
                case 0 -> Math.max(now, slot.last()) + random.nextLong(3 * SECOND);
                case 1, 2, 3 -> Math.max(now, slot.last()) + random.nextLong(SECOND / ceiling);
                default -> Math.max(now, slot.last() - 10 * SECOND / ceiling);
            };
        }
        sent.sort(null);
        assertThat(most(sent, SECOND)).isLessThanOrEqualTo(ceiling + budget.burst());
        assertThat(most(sent, 60 * SECOND)).isLessThanOrEqualTo(perMinute);
    }

    @Test
    void while_work_waits_no_slot_is_lost_even_when_it_is_taken_late() {
        long now = START;
        long state = 0;
        System.out.println("seed 3");
        var random = new SplittableRandom(3);
        Slots slot = Slots.of(state).next(now, SECOND / 50, 0);
        for (int i = 1; i < 5_000; i++) {
            state = slot.state();
            now = Math.max(now, START + i * SECOND / 50 + random.nextLong(RateBudget.CATCH_UP_NANOS));
            slot = Slots.of(state).next(now, SECOND / 50, 0);
        }
        assertThat((slot.last() - START) / (double) SECOND).isBetween(99.95, 99.98 * 1.002);
    }

    @Test
    void slots_go_forward_and_never_lie_before_they_are_asked_for() {
        Slots slot = Slots.of(0);
        long now = START;
        for (int i = 0; i < 1_000; i++) {
            Slots next = Slots.of(slot.state()).next(now, SECOND / 100, 0);
            assertThat(next.last()).isGreaterThanOrEqualTo(Math.max(now, slot.last()));
            slot = next;
            now += (i % 7) * SECOND / 100;
        }
    }

    @Test
    void a_basic_plan_never_sends_a_sixth_request_within_a_minute() {
        var budget = new RateBudget(50, 100, OptionalInt.of(5));
        Slots slot = Slots.of(0);
        List<Long> slots = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slot = Slots.of(slot.state()).next(START, SECOND / 50, budget.nanosByMinute());
            slots.add(slot.last());
        }
        assertThat(most(slots, 60 * SECOND)).isEqualTo(5);
    }

    @Test
    void time_that_nobody_used_is_seen() {
        Slots slot = Slots.of(0).next(START, SECOND / 50, 0);
        assertThat(slot.unused(START + SECOND / 50, SECOND / 50, 0)).isZero();
        assertThat(slot.unused(START + SECOND, SECOND / 50, 0)).isEqualTo(SECOND - SECOND / 50);
    }

    /** The most of these sorted instants in any half-open span of this length. */
    static int most(List<Long> sorted, long span) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < sorted.size(); to++) {
            while (sorted.get(to) - sorted.get(from) >= span) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
