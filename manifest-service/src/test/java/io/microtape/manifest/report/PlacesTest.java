package io.microtape.manifest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final long SEED = System.nanoTime();

    @Test
    void the_larger_group_gets_what_is_left_over() {
        assertThat(Places.share(5, new int[] {10, 20})).containsExactly(2, 3);
        assertThat(Places.share(2, new int[] {1, 30, 20})).containsExactly(0, 1, 1);
        assertThat(Places.share(9, new int[] {1, 30, 2})).containsExactly(1, 6, 2);
    }

    @Test
    void no_place_is_lost_no_group_overfull_and_no_open_group_two_behind_another() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 500; i++) {
            int[] rows = random.ints(random.nextInt(1, 12), 0, 15).toArray();
            int places = random.nextInt(0, 80);
            int[] share = Places.share(places, rows);
            assertThat(IntStream.of(share).sum()).as("seed %d", SEED)
                    .isEqualTo(Math.min(places, IntStream.of(rows).sum()));
            int most = IntStream.of(share).max().orElseThrow();
            for (int group = 0; group < rows.length; group++) {
                assertThat(share[group]).as("seed %d", SEED).isLessThanOrEqualTo(rows[group]);
                assertThat(share[group] == rows[group] || share[group] >= most - 1).as("seed %d", SEED).isTrue();
            }
        }
    }

    @Test
    void places_lie_at_even_distances_and_are_distinct() {
        assertThat(Places.evenly(1, 100)).containsExactly(50);
        assertThat(Places.evenly(4, 100)).containsExactly(12, 37, 62, 87);
        assertThat(Places.evenly(3, 3)).containsExactly(0, 1, 2);
        assertThat(Places.evenly(0, 5)).isEmpty();
    }
}
