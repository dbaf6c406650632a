package io.microtape.manifest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketSlotsTest {
    private static final int CASES = 2_000;
    private static final long SEED = 43;

    @Test
    void the_largest_remainders_get_what_whole_shares_leave_over() {
        long[] core = {250_000, 350_000, 250_000};
        assertThat(BucketSlots.slots(core, 85)).containsExactly(25, 35, 25);
        assertThat(BucketSlots.slots(core, 86)).containsExactly(25, 36, 25);
        assertThat(BucketSlots.slots(core, 1)).containsExactly(0, 1, 0);
        assertThat(BucketSlots.slots(core, 2)).containsExactly(1, 1, 0);
    }

    @Test
    void without_shares_there_are_no_slots() {
        assertThat(BucketSlots.slots(new long[] {0, 0}, 10)).containsExactly(0, 0);
    }

    @Test
    void slots_add_up_and_none_is_a_whole_event_off_its_share() {
        System.out.printf(Locale.ROOT, "seed %d, %d cases%n", SEED, CASES);
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            long[] shares = random.longs(random.nextInt(1, 7), 1, 1_000_000).toArray();
            int count = random.nextInt(10_000);
            int[] slots = BucketSlots.slots(shares, count);
            long whole = Arrays.stream(shares).sum();
            assertThat(Arrays.stream(slots).sum()).isEqualTo(count);
            for (int s = 0; s < slots.length; s++) {
                assertThat(Math.abs(slots[s] * whole - shares[s] * count)).as("case %d", i).isLessThan(whole);
            }
        }
    }
}
