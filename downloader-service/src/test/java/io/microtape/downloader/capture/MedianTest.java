package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The middle of a stream. */
class MedianTest {
    @Test
    void it_is_exact_while_all_values_are_held() {
        long seed = 5;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int count = 1; count < 300; count++) {
            double[] values = random.doubles(count).toArray();
            var median = new Median();
            Arrays.stream(values).forEach(median::add);
            Arrays.sort(values);
            assertThat(median.value()).isEqualTo((values[(count - 1) / 2] + values[count / 2]) / 2);
        }
    }

    @Test
    void a_long_stream_keeps_its_middle() {
        var random = new SplittableRandom(9);
        var median = new Median();
        for (int i = 0; i < 1_000_000; i++) {
            median.add(random.nextDouble());
        }
        assertThat(median.value()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void without_values_there_is_none() {
        assertThat(new Median().value()).isNaN();
    }
}
