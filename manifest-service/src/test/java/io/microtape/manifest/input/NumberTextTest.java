package io.microtape.manifest.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    private static final long SEED = 31;

    @Test
    void a_number_is_the_double_nearest_to_its_text() {
        System.out.println("seed " + SEED);
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 200_000; i++) {
            double value = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(-1_000_000, 1_000_000) / 100.0;
                case 1 -> Double.longBitsToDouble(random.nextLong());
                case 2 -> random.nextDouble();
                default -> random.nextLong();
            };
            String text = random.nextBoolean() ? Double.toString(value) : String.format(Locale.ROOT, "%.6f", value);
            assertThat(number(text)).as(text).isEqualTo(Double.valueOf(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "+1.5", ".5", "5.", "1e3", "1.5E-3", " 7 ", "00012",
            "123456789012345678901234567890"})
    void plain_and_exponent_forms_are_numbers(String text) {
        assertThat(number(text)).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void not_a_number_and_infinity_are_understood_in_any_case() {
        assertThat(number("NaN")).isNaN();
        assertThat(number("-nan")).isNaN();
        assertThat(number("inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(number("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(number("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "e5", "1e", "1e+", "1d", "1f", "0x10", "1,000", "1 000", "$5", "5%", "1.2.3",
            "abc",
            "NA", "null", "--1", "1e5e5", "١٢"})
    void nothing_else_is(String text) {
        assertThatThrownBy(() -> number(text)).isInstanceOf(NumberFormatException.class);
    }

    private static double number(String text) {
        char[] among = ("9" + text + "9").toCharArray();
        return NumberText.of(among, 1, text.length());
    }
}
