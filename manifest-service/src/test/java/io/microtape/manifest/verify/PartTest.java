package io.microtape.manifest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartTest {
    @Test
    void every_id_is_in_exactly_one_of_all_parts_and_the_parts_are_about_equal() {
        for (int of : new int[] {1, 2, 7, 100}) {
            int[] sizes = new int[of];
            for (int id = 0; id < 10_000; id++) {
                String capture = "IBM_" + id;
                int[] parts = IntStream.rangeClosed(1, of).filter(number -> new Part(number, of).holds(capture))
                        .toArray();
                assertThat(parts).hasSize(1);
                sizes[parts[0] - 1]++;
            }
            double fair = 10_000.0 / of;
            assertThat(IntStream.of(sizes).boxed().toList())
                    .allMatch(size -> Math.abs(size - fair) <= 6 * Math.sqrt(fair));
        }
    }

    @Test
    void what_is_no_part_is_refused_in_words() {
        assertThat(Part.parse("3/10")).isEqualTo(new Part(3, 10));
        assertThatThrownBy(() -> Part.parse("0/10")).hasMessageContaining("no part 0 of 10");
        assertThatThrownBy(() -> Part.parse("11/10")).hasMessageContaining("from 1/10 to 10/10");
        assertThatThrownBy(() -> Part.parse("a tenth")).hasMessageContaining("such as 1/10");
    }
}
