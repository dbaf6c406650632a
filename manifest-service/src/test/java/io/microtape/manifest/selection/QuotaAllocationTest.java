package io.microtape.manifest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.profile.SessionQuota;
import io.microtape.model.session.Session;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuotaAllocationTest {
    private static final int CASES = 3_000;
    private static final long SEED = 41;
    private static final QuotaAllocation CORE = new QuotaAllocation(
            Map.of(Session.PM, new SessionQuota(0.10, 0.15, 0.20), Session.RTH, new SessionQuota(0.75, 0.80, 0.85),
                    Session.AH, new SessionQuota(0.03, 0.05, 0.10)));

    @Test
    void with_plenty_everywhere_each_session_gives_its_target() {
        assertThat(CORE.withinBands(counts(50_000, 50_000, 50_000), none(), 10_000)).containsExactly(1_500, 8_000, 500);
    }

    @Test
    void a_session_with_too_few_is_made_up_for_within_the_bands_of_the_others() {
        assertThat(CORE.withinBands(counts(1_204, 50_000, 50_000), none(), 10_000)).containsExactly(1_204, 8_296, 500);
        assertThat(CORE.withinBands(counts(1_000, 8_200, 50_000), none(), 10_000)).containsExactly(1_000, 8_200, 800);
    }

    @Test
    void the_total_shrinks_until_the_scarcest_session_holds_its_least_share() {
        assertThat(CORE.withinBands(counts(50_000, 50_000, 30), none(), 10_000)).containsExactly(150, 820, 30);
        assertThat(CORE.withinBands(counts(50_000, 50_000, 0), none(), 10_000)).containsExactly(0, 0, 0);
    }

    @Test
    void without_bands_each_gives_what_it_has_up_to_its_largest_share() {
        assertThat(CORE.withoutBands(counts(204, 50_000, 0), none(), 10_000)).containsExactly(204, 8_500, 0);
    }

    @Test
    void a_share_that_doubles_cannot_hold_is_no_event_more() {
        // 0.1 * 30 is 3.0000000000000004 in doubles, whose ceiling is 4.
        var tenths = new QuotaAllocation(Map.of(Session.PM, new SessionQuota(0.1, 0.1, 0.1), Session.RTH,
                new SessionQuota(0.9, 0.9, 0.9), Session.AH, new SessionQuota(0, 0, 0)));
        assertThat(tenths.withinBands(counts(3, 27, 0), none(), 30)).containsExactly(3, 27, 0);
    }

    @Test
    void the_counts_are_the_best_of_all_that_there_are() {
        System.out.printf(Locale.ROOT, "seed %d, %d cases%n", SEED, CASES);
        var random = new SplittableRandom(SEED);
        int feasible = 0;
        for (int i = 0; i < CASES; i++) {
            SessionQuota[] bands = {quota(random), quota(random), quota(random)};
            int[] available = counts(random.nextInt(14), random.nextInt(14), random.nextInt(14));
            int[] kept = Arrays.stream(available).map(most -> random.nextInt(4) == 0 ? random.nextInt(most + 1) : 0)
                    .toArray();
            int most = Math.max(Arrays.stream(kept).sum(), random.nextInt(1, 31));
            var allocation = new QuotaAllocation(
                    Map.of(Session.PM, bands[0], Session.RTH, bands[1], Session.AH, bands[2]));
            int[] best = bruteForce(bands, available, kept, most);
            feasible += Arrays.stream(best).sum() > 0 ? 1 : 0;
            assertThat(allocation.withinBands(available, kept, most)).as("case %d", i).containsExactly(best);
        }
        assertThat(feasible).isGreaterThan(CASES / 3);
    }

    /** Every count of every session: the definition, in whole hundredths. */
    private static int[] bruteForce(SessionQuota[] bands, int[] available, int[] kept, int most) {
        int[] best = none();
        for (int pm = kept[0]; pm <= available[0]; pm++) {
            for (int rth = kept[1]; rth <= available[1]; rth++) {
                for (int ah = kept[2]; ah <= available[2]; ah++) {
                    int[] counts = {pm, rth, ah};
                    if (pm + rth + ah <= most && holds(bands, counts) && isBetter(bands, counts, best)) {
                        best = counts;
                    }
                }
            }
        }
        return best;
    }

    private static boolean holds(SessionQuota[] bands, int[] counts) {
        int n = Arrays.stream(counts).sum();
        for (int s = 0; s < bands.length; s++) {
            if (counts[s] * 100L < hundredths(bands[s].min()) * n
                    || counts[s] * 100L > hundredths(bands[s].max()) * n) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBetter(SessionQuota[] bands, int[] a, int[] b) {
        int order = Integer.compare(Arrays.stream(a).sum(), Arrays.stream(b).sum());
        order = order == 0 ? Long.compare(distance(bands, b), distance(bands, a)) : order;
        order = order == 0 ? Integer.compare(a[1], b[1]) : order;
        return (order == 0 ? Integer.compare(a[0], b[0]) : order) > 0;
    }

    private static long distance(SessionQuota[] bands, int[] counts) {
        int n = Arrays.stream(counts).sum();
        long distance = 0;
        for (int s = 0; s < bands.length; s++) {
            distance += Math.abs(counts[s] * 100L - hundredths(bands[s].target()) * n);
        }
        return distance;
    }

    private static long hundredths(double share) {
        return Math.round(share * 100);
    }

    private static SessionQuota quota(SplittableRandom random) {
        int[] sorted = {random.nextInt(30), random.nextInt(101), random.nextInt(40, 101)};
        Arrays.sort(sorted);
        return new SessionQuota(sorted[0] / 100.0, sorted[1] / 100.0, sorted[2] / 100.0);
    }

    private static int[] counts(int pm, int rth, int ah) {
        return new int[] {pm, rth, ah};
    }

    private static int[] none() {
        return new int[3];
    }
}
