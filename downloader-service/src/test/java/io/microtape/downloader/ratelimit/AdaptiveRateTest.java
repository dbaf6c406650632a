package io.microtape.downloader.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule against vendors in virtual time, sixteen requests in flight. */
class AdaptiveRateTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RateBudget BUDGET = new RateBudget(50, 100, OptionalInt.empty());
    private static final RateBudget LOW = new RateBudget(50, 50, OptionalInt.empty());

    @ParameterizedTest
    @CsvSource({"40, 1.0", "40, 0.125", "30, 1.0", "60, 1.0"})
    void it_settles_within_ten_seconds_and_then_loses_less_than_five_percent(int permitted, double vendorsBurst) {
        var fleet = new Fleet(BUDGET, new Fleet.Vendor(permitted, vendorsBurst * permitted), 1);
        fleet.run(120 * SECOND);
        assertThat(fleet.accepted(10, 120) / permitted).isGreaterThan(0.95);
        for (int from = 10; from < 110; from += 10) {
            assertThat(fleet.accepted(from, from + 10) / permitted).as("from %d s", from).isGreaterThan(0.88);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void seldom_429s_that_have_nothing_to_do_with_the_rate_do_not_bring_it_down(long seed) {
        System.out.println("seed " + seed);
        var fleet = new Fleet(LOW, new Fleet.Vendor(1000, 1000).refusing(0.01), seed);
        fleet.run(300 * SECOND);
        assertThat(fleet.accepted(10, 300)).isGreaterThan(0.82 * 50);
    }

    @Test
    void after_two_seconds_of_429s_it_is_back_within_ten() {
        var fleet = new Fleet(LOW, new Fleet.Vendor(1000, 1000).closed(20, 22), 1);
        fleet.run(60 * SECOND);
        assertThat(fleet.accepted(20, 22)).isZero();
        assertThat(fleet.sent(20, 22)).isLessThan(0.6 * 50);
        assertThat(fleet.accepted(32, 60)).isGreaterThan(0.98 * 50);
    }

    @Test
    void without_a_429_it_rises_to_the_ceiling_and_not_above() {
        var fleet = new Fleet(BUDGET, new Fleet.Vendor(1000, 1000), 1);
        fleet.run(60 * SECOND);
        assertThat(fleet.accepted(0, 2)).isBetween(48.0, 54.0);
        assertThat(fleet.accepted(20, 60)).isBetween(99.0, 100.5);
    }

    @Test
    void time_in_which_nobody_asked_does_not_raise_it() {
        long now = 1_790_000_000L * SECOND;
        var rate = AdaptiveRate.fresh(BUDGET, now);
        long later = now + 3600 * SECOND;
        assertThat(rate.afterIdle(3600 * SECOND, later).allowed(later, 0, 100)).isEqualTo(50);
        assertThat(rate.allowed(later, 0, 100)).isEqualTo(100);
    }

    @Test
    void a_429_halves_it_at_once() {
        long now = 1_790_000_000L * SECOND;
        var cut = AdaptiveRate.fresh(BUDGET, now).cut(now, 0, 100, false);
        assertThat(cut.allowed(now, now, 100)).isBetween(24.0, 25.0);
        assertThat(cut.allowed(now + SECOND, now, 100)).isBetween(48.0, 50.0);
    }

    @Test
    void what_the_fleet_shares_is_what_was_put_in() {
        long seed = 5;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            var rate = new AdaptiveRate(random.nextDouble(0.02, 100), 1_790_000_000_000L + random.nextLong(1L << 36),
                    random.nextInt(151));
            var read = AdaptiveRate.of(rate.state(), BUDGET, 0);
            assertThat(rate.state()).isPositive();
            assertThat(read.rate()).isCloseTo(rate.rate(), org.assertj.core.data.Percentage.withPercentage(0.1));
            assertThat(read.since()).isEqualTo(rate.since());
            assertThat(read.gap()).isEqualTo(rate.gap());
        }
    }
}
