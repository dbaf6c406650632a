package io.microtape.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.microtape.benchmarks.soak.Trend.Point;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final long SEED = 11;
    private static final int POINTS = 72;
    private static final double EVERY = 20 / 3_600.0;

    @Test
    void noise_around_a_level_is_no_growth() {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            Trend trend = Trend.of(noisy(seed, hours -> 40));
            assertThat(trend.exceeds(4)).as("seed " + seed).isFalse();
            assertThat(trend.slope()).as("seed " + seed).isBetween(-6.0, 6.0);
        }
    }

    @Test
    void a_slow_leak_under_noise_is_growth() {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            Trend trend = Trend.of(noisy(seed, hours -> 40 + 12 * hours));
            assertThat(trend.exceeds(4)).as("seed " + seed).isTrue();
            assertThat(trend.slope()).as("seed " + seed).isCloseTo(12, within(6.0));
        }
    }

    @Test
    void a_few_wild_points_do_not_move_it() {
        List<Point> points = noisy(SEED, hours -> 40);
        List<Point> wild = IntStream.range(0, points.size())
                .mapToObj(i -> i % 5 == 4 ? new Point(points.get(i).hours(), i * 1_000) : points.get(i)).toList();
        assertThat(Trend.of(wild).slope()).isCloseTo(0, within(12.0));
    }

    @Test
    void what_falls_does_not_grow() {
        assertThat(Trend.of(noisy(SEED, hours -> 40 - 12 * hours)).exceeds(0)).isFalse();
    }

    @Test
    void counts_that_stay_the_same_have_no_slope() {
        assertThat(Trend.of(IntStream.range(0, POINTS).mapToObj(i -> new Point(i * EVERY, 61)).toList()))
                .isEqualTo(new Trend(POINTS, 0, 0));
    }

    @Test
    void a_handful_of_points_is_no_trend() {
        assertThatThrownBy(() -> Trend.of(List.of(new Point(0, 1), new Point(1, 2)))).hasMessageContaining("2 points");
    }

    /** A level that moves, with a unit of noise. */
    private static List<Point> noisy(long seed, DoubleUnaryOperator level) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, POINTS).mapToObj(
                i -> new Point(i * EVERY, level.applyAsDouble(i * EVERY) + random.nextDouble() * 2 - 1)).toList();
    }
}
