package io.microtape.downloader.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.ratelimit.ConcurrencyRule.Observed;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ConcurrencyRuleTest {
    @Test
    void where_more_connections_bring_fewer_rows_it_comes_down_to_where_they_bring_most() {
        // The figures of facts.md 2.3: 112,700 rows a second at 30 connections, 37,000 at 100.
        double mean = settled(100,
                limit -> limit <= 30 ? limit * 3757.0 : Math.max(37_000, 112_700 - (limit - 30) * 1081));
        assertThat(mean).isBetween(20.0, 45.0);
    }

    @Test
    void where_every_connection_brings_as_much_as_the_others_it_stays_near_the_most() {
        assertThat(settled(16, limit -> limit * 1000.0)).isGreaterThan(14);
    }

    @Test
    void connections_that_bring_nothing_are_given_up() {
        assertThat(settled(64, limit -> Math.min(limit, 8) * 1000.0)).isBetween(6.0, 14.0);
    }

    @Test
    void it_stays_within_one_and_the_most_and_is_not_raised_while_the_rate_holds_or_places_are_free() {
        for (long seed = 1; seed <= 20; seed++) {
            System.out.println("seed " + seed);
            var random = new SplittableRandom(seed);
            int most = random.nextInt(1, 65);
            var rule = ConcurrencyRule.startingAt(most);
            for (int i = 0; i < 500; i++) {
                var seen = new Observed(random.nextDouble(1e5), random.nextInt(4) == 0 ? random.nextDouble() : 0,
                        random.nextBoolean(), random.nextBoolean());
                var next = rule.after(seen);
                assertThat(next.limit()).isBetween(1, most);
                if (seen.rateHeld() || !seen.full()) {
                    assertThat(next.limit()).isLessThanOrEqualTo(rule.limit());
                }
                if (seen.failed() > 0.1) {
                    assertThat(next.limit()).isLessThan(Math.max(2, rule.limit()));
                }
                rule = next;
            }
        }
    }

    /** The mean limit over a long time after some to settle. */
    private static double settled(int most, IntToDoubleFunction rows) {
        var random = new SplittableRandom(9);
        System.out.println("seed 9");
        var rule = ConcurrencyRule.startingAt(most);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < 400; i++) {
            rule = rule.after(new Observed(rows.applyAsDouble(rule.limit()) * random.nextDouble(0.99, 1.01), 0, false,
                    true));
            if (i >= 100) {
                sum += rule.limit();
                count++;
            }
        }
        return sum / count;
    }
}
