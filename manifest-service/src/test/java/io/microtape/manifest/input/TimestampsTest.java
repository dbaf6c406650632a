package io.microtape.manifest.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
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

    private static long[] instants(Column column) {
        return Timestamps.of(column).orElseThrow();
    }
}
