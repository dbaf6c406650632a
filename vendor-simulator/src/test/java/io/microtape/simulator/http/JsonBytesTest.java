package io.microtape.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
    @Test
    void a_double_has_the_shortest_text_that_reads_back_as_itself() {
        long seed = 77;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            double value = switch (i % 4) {
                case 0 -> random.nextInt(10_000_000) / 1e4;
                case 1 -> random.nextInt(100_000_000) / 1e6;
                case 2 -> Math.nextUp(random.nextInt(1_000_000) / 1e2);
                default -> Double.longBitsToDouble(random.nextLong());
            };
            if (Double.isFinite(value)) {
                String text = text(value);
                if (Double.parseDouble(text) != value || digits(text) > digits(Double.toString(value))) {
                    fail("%s was written as %s", value, text);
                }
            }
        }
    }

    @Test
    void whole_numbers_have_no_point() {
        assertThat(text(283.0)).isEqualTo("283");
        assertThat(text(0.0)).isEqualTo("0");
        assertThat(text(-0.0)).isEqualTo("-0.0");
        assertThat(text(0.05)).isEqualTo("0.05");
        assertThat(text(-12.3405)).isEqualTo("-12.3405");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, -10, 1_709_649_000_000_000_001L, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_long_keeps_its_digits(long value) {
        assertThat(new String(new JsonBytes(1).number(value).toArray(), StandardCharsets.UTF_8))
                .isEqualTo(Long.toString(value));
    }

    private static String text(double value) {
        return new String(new JsonBytes(1).number(value).toArray(), StandardCharsets.UTF_8);
    }

    /** Significant digits. */
    private static int digits(String text) {
        return new BigDecimal(text).stripTrailingZeros().precision();
    }
}
