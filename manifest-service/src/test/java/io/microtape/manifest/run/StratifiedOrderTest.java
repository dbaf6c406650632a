package io.microtape.manifest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.run.RunWindows.Stratum;
import io.microtape.manifest.run.RunWindows.Window;
import io.microtape.model.session.Session;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedOrderTest {
    private static final YearMonth MONTH = YearMonth.of(2024, 3);

    @Test
    void in_every_prefix_each_stratum_is_within_one_window_of_its_share() {
        long seed = 20_240_308;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            List<Window> windows = new ArrayList<>();
            int strata = random.nextInt(1, 60);
            for (int stratum = 0; stratum < strata; stratum++) {
                // Some hold most of the windows, many hold one.
                int size = random.nextInt(4) == 0 ? random.nextInt(1, 200) : random.nextInt(1, 4);
                windows.addAll(windows("t" + stratum, size));
            }
            Collections.shuffle(windows, random);
            List<Window> ordered = StratifiedOrder.of(windows);
            assertThat(ordered).containsExactlyInAnyOrderElementsOf(windows);
            assertFair(ordered);
        }
    }

    @Test
    void the_order_is_the_same_whatever_order_the_windows_come_in() {
        List<Window> windows = new ArrayList<>(windows("flush", 30));
        windows.addAll(windows("spike", 7));
        List<Window> ordered = StratifiedOrder.of(windows);
        Collections.shuffle(windows, new Random(4));
        assertThat(StratifiedOrder.of(windows)).isEqualTo(ordered);
        // On every machine: a changed order would choose other windows for the limit of a run that is resumed.
        assertThat(ordered.stream().limit(4).map(Window::windowId)).containsExactly("flush_8", "flush_19",
                "flush_14", "flush_18");
    }

    @Test
    void inside_a_stratum_the_order_has_nothing_to_do_with_rank() {
        List<String> ids = StratifiedOrder.of(windows("flush", 2_000)).stream().map(Window::windowId).toList();
        double mean = IntStream.range(0, 500)
                .mapToLong(place -> Integer.parseInt(ids.get(place).substring("flush_".length()))).average()
                .orElseThrow();
        // The mean rank of 500 of 2,000 is 999.5 with a standard error of about 22.
        assertThat(mean).isBetween(900.0, 1_100.0);
    }

    @Test
    void nothing_is_in_order_and_so_is_one_window() {
        assertThat(StratifiedOrder.of(List.of())).isEmpty();
        assertThat(StratifiedOrder.of(windows("flush", 1))).hasSize(1);
    }

    @Test
    void the_windows_of_the_largest_manifest_are_all_ordered() {
        List<Window> windows = new ArrayList<>();
        for (int stratum = 0; stratum < 500; stratum++) {
            windows.addAll(windows("t" + stratum, 100));
        }
        List<Window> ordered = StratifiedOrder.of(windows);
        assertThat(ordered).hasSameSizeAs(windows);
        assertThat(new HashSet<>(ordered)).isEqualTo(new HashSet<>(windows));
    }

    private static void assertFair(List<Window> ordered) {
        Map<Stratum, Integer> sizes = new HashMap<>();
        ordered.forEach(window -> sizes.merge(window.stratum(), 1, Integer::sum));
        Map<Stratum, Integer> counts = new HashMap<>();
        for (int done = 1; done <= ordered.size(); done++) {
            counts.merge(ordered.get(done - 1).stratum(), 1, Integer::sum);
            for (var stratum : sizes.entrySet()) {
                // |count - done * size / all| < 1, in whole numbers.
                long off = (long) counts.getOrDefault(stratum.getKey(), 0) * ordered.size()
                        - (long) done * stratum.getValue();
                assertThat(Math.abs(off)).as("%s after %d of %d", stratum, done, ordered.size())
                        .isLessThan(ordered.size());
            }
        }
    }

    private static List<Window> windows(String type, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Window(type + "_" + i, new Stratum(Session.RTH, type, MONTH), i)).toList();
    }
}
