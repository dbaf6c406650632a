package io.microtape.manifest.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    private static final int DAY = (int) LocalDate.parse("2024-01-16").toEpochDay();

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-16", " 2024-01-16 ", "2024-01-16 00:00:00", "2024-01-16T00:00:00.000Z"})
    void an_iso_date_is_one_also_with_the_midnight_that_data_frames_add(String text) {
        assertThat(Dates.of(text)).isEqualTo(DAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20240116", "16/01/2024", "2024-02-30", "2024-01-16 09:30:00", "0024-01-16",
            "2300-01-01"})
    void other_text_is_none(String text) {
        assertThat(Dates.of(text)).isEqualTo(Dates.NONE);
    }

    @Test
    void a_timestamp_is_a_date_at_midnight_in_utc_or_new_york_only() {
        assertThat(Dates.ofMidnight(nanos("2024-01-16T00:00:00Z"))).isEqualTo(DAY);
        assertThat(Dates.ofMidnight(nanos("2024-01-16T05:00:00Z"))).isEqualTo(DAY);
        assertThat(Dates.ofMidnight(nanos("2024-07-16T04:00:00Z")))
                .isEqualTo((int) LocalDate.parse("2024-07-16").toEpochDay());
        assertThat(Dates.ofMidnight(nanos("2024-01-16T04:00:00Z"))).isEqualTo(Dates.NONE);
        assertThat(Dates.ofMidnight(nanos("2024-01-16T21:00:00Z"))).isEqualTo(Dates.NONE);
        assertThat(Dates.ofMidnight(Long.MAX_VALUE)).isEqualTo(Dates.NONE);
    }

    private static long nanos(String text) {
        return Instant.parse(text).getEpochSecond() * 1_000_000_000L;
    }
}
