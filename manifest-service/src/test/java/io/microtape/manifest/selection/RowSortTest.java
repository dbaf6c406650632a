package io.microtape.manifest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSortTest {
    @Test
    void it_sorts_as_a_stable_comparison_sort_does() {
        long seed = 3;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            int bits = random.nextInt(0, 64);
            long[] keys = random.longs(random.nextInt(0, 200)).map(key -> key >> bits).toArray();
            int[] rows = RowSort.allRows(keys.length);
            RowSort.ascending(rows, row -> keys[row]);
            assertThat(rows).containsExactly(IntStream.range(0, keys.length).boxed()
                    .sorted(Comparator.comparingLong(row -> keys[row])).mapToInt(Integer::intValue).toArray());
        }
    }

    @Test
    void numbers_sort_either_way_with_the_missing_last() {
        double[] numbers = {1, Double.NaN, -2, 0, 1e300, -1e-300, Double.NaN, 5};
        int[] rows = RowSort.allRows(numbers.length);
        RowSort.ascending(rows, numbers);
        assertThat(rows).containsExactly(2, 5, 3, 0, 7, 4, 1, 6);
        rows = RowSort.allRows(numbers.length);
        RowSort.descending(rows, numbers);
        assertThat(rows).containsExactly(4, 7, 0, 3, 5, 2, 1, 6);
    }

    @Test
    void extreme_keys_do_not_overflow() {
        long[] keys = {Long.MAX_VALUE, 0, Long.MIN_VALUE, -1};
        int[] rows = RowSort.allRows(keys.length);
        RowSort.ascending(rows, row -> keys[row]);
        assertThat(rows).containsExactly(2, 3, 1, 0);
    }
}
