package io.microtape.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaRangesTest {
    @Test
    void without_a_header_everything_is_taken() {
        assertThat(MediaRanges.of(List.of()).quality("text/csv")).isEqualTo(1);
    }

    @Test
    void the_most_precise_range_decides() {
        var ranges = MediaRanges.of(List.of("*/*;q=0.1, text/*;q=0.5", "text/csv ; Q=0.9; header=present"));
        assertThat(ranges.quality("text/csv")).isEqualTo(0.9);
        assertThat(ranges.quality("text/plain")).isEqualTo(0.5);
        assertThat(ranges.quality("application/json")).isEqualTo(0.1);
    }

    @Test
    void a_weight_of_zero_is_a_refusal() {
        var ranges = MediaRanges.of(List.of("*/*, application/json;q=0"));
        assertThat(ranges.quality("application/json")).isZero();
        assertThat(ranges.quality("text/csv")).isEqualTo(1);
    }

    @Test
    void a_range_that_cannot_be_read_is_as_if_not_there() {
        var ranges = MediaRanges.of(List.of("nonsense, /, text/csv;q=high, text/plain"));
        assertThat(ranges.quality("text/csv")).isZero();
        assertThat(ranges.quality("text/plain")).isEqualTo(1);
        assertThat(ranges.quality("application/json")).isZero();
    }
}
