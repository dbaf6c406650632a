package io.microtape.manifest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.BarRow;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.RandomEvents;
import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionSampleTest {
    private static final long SEED = System.nanoTime();
    private static final int INPUTS = 60;
    private static final MarketCalendar CALENDAR = MarketCalendars.usEquities();
    private static final Profile PROFILE = Config.load(Optional.empty(), Optional.of("demo"),
            List.of("intraday_manifest.max_per_symbol=3", "intraday_manifest.max_events=10")).profile();

    @TempDir
    Path folder;

    @Test
    void a_sample_shows_every_reason_evenly_and_counts_those_alike() {
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            Selection selection = select(random.events(), random.bars());
            int[] rejected = selection.decisions().rejectedRows();
            int most = 1 + random.number(40);
            List<SampledRejection> sample = RejectionSample.of(selection, most);
            assertThat(sample).as("seed %d", SEED + i).hasSize(Math.min(most, rejected.length));
            Set<String> reasons = Arrays.stream(rejected).mapToObj(row -> selection.decisions().reason(row).name())
                    .collect(Collectors.toSet());
            if (most >= reasons.size()) {
                assertThat(sample).as("seed %d", SEED + i).extracting(SampledRejection::reason)
                        .containsAll(reasons);
            }
            for (SampledRejection row : sample) {
                assertThat(row.alike()).as("seed %d: %s", SEED + i, row)
                        .isEqualTo((int) Arrays.stream(rejected).filter(other -> alike(selection, other, row)).count());
            }
        }
    }

    @Test
    void a_sample_that_may_hold_all_holds_all() {
        var random = new RandomEvents(SEED);
        Selection selection = select(random.events(), random.bars());
        int rejected = selection.decisions().rejectedRows().length;
        assertThat(RejectionSample.of(selection, rejected + 5)).hasSize(rejected);
        assertThat(RejectionSample.of(selection, 0)).isEmpty();
    }

    @Test
    void the_order_of_the_input_does_not_change_the_sample() {
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> events = random.events();
            List<BarRow> bars = random.bars();
            assertThat(RejectionSample.of(select(random.shuffled(events), bars), 20)).as("seed %d", SEED + i)
                    .isEqualTo(RejectionSample.of(select(events, bars), 20));
        }
    }

    @Test
    void few_places_go_to_different_types_and_sessions() {
        List<EventRow> events = new ArrayList<>();
        for (int minute = 10; minute < 50; minute++) {
            events.add(EventRow.at("AA", "2024-01-16T10:" + minute, "flush", 1).withScore(null));
        }
        events.add(EventRow.at("AA", "2024-01-16T08:00", "vwap_break", 1).withScore(null));
        events.add(EventRow.at("AA", "2024-01-16T17:00", "gap", 1).withScore(null));
        List<SampledRejection> sample = RejectionSample.of(select(events, new RandomEvents(SEED).bars()), 3);
        assertThat(sample).extracting(SampledRejection::session)
                .containsExactlyInAnyOrder("PM", "RTH", "AH");
        assertThat(sample).filteredOn(row -> row.session().equals("RTH")).singleElement()
                .satisfies(row -> assertThat(row.alike()).isEqualTo(40));
    }

    private static boolean alike(Selection selection, int row, SampledRejection sampled) {
        var types = selection.events().eventType();
        Optional<String> type = types.isNull(row) ? Optional.empty() : Optional.of(types.get(row));
        return selection.decisions().reason(row).name().equals(sampled.reason()) && type.equals(sampled.eventType())
                && selection.enriched().session()[row].name().equals(sampled.session());
    }

    private Selection select(List<EventRow> rows, List<BarRow> bars) {
        EventTable events = EventReader.read(EventRow.write(folder.resolve("e" + System.nanoTime() + ".parquet"), rows)
                .toString());
        DailyBars daily = DailyBarsReader.read(
                BarRow.write(folder.resolve("b" + System.nanoTime() + ".parquet"), bars).toString(), CALENDAR,
                PROFILE.liquidityFilters().ssrHeuristic());
        return new Selector(PROFILE).select(events, Enrichment.of(events, CALENDAR, daily, MinuteBars.NONE));
    }
}
