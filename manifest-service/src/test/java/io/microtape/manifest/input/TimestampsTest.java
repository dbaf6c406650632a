package io.microtape.manifest.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    /** 2024-01-16T15:00:00Z. */
    private static final long NANOS = 1_705_417_200_000_000_000L;

    @Test
    void the_unit_of_an_epoch_integer_follows_from_its_size() {
        assertThat(
                instants(Column.Longs.of(Kind.INT64, NANOS, NANOS / 1_000, NANOS / 1_000_000, NANOS / 1_000_000_000)))
                .containsOnly(NANOS);
    }

    @Test
    void an_integer_that_is_no_instant_of_any_unit_is_missing() {
        assertThat(instants(Column.Longs.of(Kind.INT64, 0, -1, 20_240_116, 99_999_999_999L, 99_999_999_999_999L,
                99_999_999_999_999_999L, Long.MAX_VALUE, Long.MIN_VALUE))).containsOnly(Timestamps.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-16T15:00:00Z", "2024-01-16 15:00:00", "2024-01-16T15:00",
            "2024-01-16 10:00:00-05:00",
            "2024-01-16T10:00:00-0500", "2024-01-16 15:00:00+00", "2024-01-16T15:00:00.000000000Z",
            " 2024-01-16T15:00:00Z ",
            "2024-01-16T10:00:00-05:00[America/New_York]"})
    void iso_text_is_understood_with_its_zone_or_else_as_utc(String text) {
        assertThat(instants(Column.Strings.of(text))).containsExactly(NANOS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "16/01/2024 15:00", "2024-02-30T15:00:00Z", "9999-01-01T00:00:00Z"})
    void other_text_is_missing(String text) {
        assertThat(instants(Column.Strings.of(text))).containsExactly(Timestamps.MISSING);
    }

    @Test
    void a_whole_number_in_text_is_an_epoch() {
        assertThat(instants(Column.Strings.of("1705417200", "1705417200000", Long.toString(NANOS))))
                .containsOnly(NANOS);
        assertThat(instants(Column.Strings.of("20240116", "9999999999999999999", "-1705417200", "1705417200.5")))
                .containsOnly(Timestamps.MISSING);
    }

    @Test
    void whole_doubles_are_epochs_and_those_that_lost_digits_are_refused_as_a_column() {
        assertThat(instants(Column.Doubles.of(NANOS / 1e9, NANOS / 1e6, NANOS / 1e3))).containsOnly(NANOS);
        assertThat(instants(Column.Doubles.of(Double.NaN))).containsOnly(Timestamps.MISSING);
        assertThat(Timestamps.of(Column.Doubles.of(1_705_417_200.5))).isEmpty();
        assertThat(Timestamps.of(Column.Doubles.of((double) NANOS))).isEmpty();
    }

    @Test
    void the_usual_forms_of_iso_text_mean_what_java_time_says() {
        long seed = 37;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        int usual = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = String.format(Locale.ROOT, "%04d-%02d-%02d%s%02d:%02d", random.nextInt(1_960, 2_150),
                    random.nextInt(14), random.nextInt(33), random.nextBoolean() ? " " : "T", random.nextInt(25),
                    random.nextInt(61))
                    + List.of("", ":07", ":60", ":59.5", ":01.123456789", ":01.1234567891").get(random.nextInt(6))
                    + List.of("", "Z", "+01", "-0500", "+05:30", "+5", "-00:00", "+18:00", "z").get(random.nextInt(9));
            if (IsoText.epochNanos(text) != IsoText.UNUSUAL) {
                usual++;
                assertThat(Timestamps.ofText(text)).as(text).isEqualTo(Timestamps.ofUnusualText(text));
            }
        }
        assertThat(usual).isGreaterThan(20_000);
    }

    private static long[] instants(Column column) {
        return Timestamps.of(column).orElseThrow();
    }
}
