package io.microtape.manifest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.SampleEvents;
import io.microtape.manifest.store.ManifestEvents;
import io.microtape.model.run.RunScope;
import io.microtape.model.session.Session;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PilotSampleTest {
    @Test
    void each_cell_gives_its_share_and_at_least_one_window() {
        ManifestEvents events = new SampleEvents().add(700, "flush", Session.RTH).add(200, "spike", Session.RTH)
                .add(97, "flush", Session.PM).add(3, "spike", Session.AH).build();
        assertThat(cells(events, PilotSample.of(events, RunScope.ALL_WAVES, 100)))
                .isEqualTo(Map.of("flushRTH", 70, "spikeRTH", 20, "flushPM", 9, "spikeAH", 1));
    }

    @Test
    void the_windows_of_a_cell_are_spread_evenly_over_its_ranks() {
        ManifestEvents events = new SampleEvents().add(100, "flush", Session.RTH).build();
        assertThat(PilotSample.of(events, RunScope.ALL_WAVES, 4)).containsExactly("IBM_12", "IBM_37", "IBM_62",
                "IBM_87");
        assertThat(PilotSample.of(events, RunScope.ALL_WAVES, 1)).containsExactly("IBM_50");
    }

    @Test
    void never_more_windows_than_asked_for_and_all_of_them_when_there_are_fewer() {
        ManifestEvents events = new SampleEvents().add(50, "flush", Session.RTH).add(30, "spike", Session.RTH)
                .add(2, "flush", Session.PM).build();
        assertThat(cells(events, PilotSample.of(events, RunScope.ALL_WAVES, 2)))
                .isEqualTo(Map.of("flushRTH", 1, "spikeRTH", 1));
        assertThat(PilotSample.of(events, RunScope.ALL_WAVES, 1_000)).hasSize(82).doesNotHaveDuplicates();
        assertThat(PilotSample.of(new SampleEvents().build(), RunScope.ALL_WAVES, 10)).isEmpty();
    }

    @Test
    void events_that_share_a_window_are_one_window_of_the_lowest_ranks_cell() {
        ManifestEvents events = new SampleEvents().add(1, "flush", Session.RTH).addToTheSameWindow("spike").build();
        assertThat(PilotSample.of(events, RunScope.ALL_WAVES, 10)).containsExactly("IBM_0");
    }

    @Test
    void any_manifest_gives_as_many_windows_as_asked_for_from_every_cell_within_one_of_its_share() {
        long seed = 31;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int trial = 0; trial < 300; trial++) {
            var sample = new SampleEvents();
            int cells = random.nextInt(1, 8);
            for (int cell = 0; cell < cells; cell++) {
                sample.add(random.nextInt(1, 200), "type" + cell, Session.RTH);
            }
            ManifestEvents events = sample.build();
            int most = random.nextInt(1, 300);
            List<String> chosen = PilotSample.of(events, RunScope.ALL_WAVES, most);
            assertThat(chosen).hasSize(Math.min(most, events.rows())).doesNotHaveDuplicates()
                    .isEqualTo(PilotSample.of(events, RunScope.ALL_WAVES, most));
            Map<String, Integer> sizes = cells(events, List.of(events.windowId()));
            Map<String, Integer> found = cells(events, chosen);
            if (most >= cells) {
                assertThat(found).hasSize(cells);
            }
            double rate = Math.min(1, (double) most / events.rows());
            found.forEach((cell, count) -> assertThat(count).isLessThanOrEqualTo(sizes.get(cell))
                    .isLessThanOrEqualTo((int) Math.ceil(sizes.get(cell) * rate) + 1));
        }
    }

    private static Map<String, Integer> cells(ManifestEvents events, List<String> windows) {
        Map<String, Integer> cells = new HashMap<>();
        for (String window : windows) {
            int row = Arrays.asList(events.windowId()).indexOf(window);
            cells.merge(events.eventType()[row] + events.session()[row], 1, Integer::sum);
        }
        return cells;
    }
}
