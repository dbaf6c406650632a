package io.microtape.manifest.estimate;

import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.CellEstimate;
import io.microtape.runtime.cost.Estimator;
import io.microtape.runtime.cost.Figure;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.cost.Total;
import static io.microtape.manifest.estimate.SampleCosts.cost;
import static io.microtape.manifest.estimate.SampleCosts.halves;
import static io.microtape.manifest.estimate.SampleCosts.moments;
import static io.microtape.manifest.estimate.SampleCosts.untimed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.microtape.manifest.SampleEvents;
import io.microtape.manifest.store.ManifestEvents;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.profile.MicroDownload;
import io.microtape.model.session.Session;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimatorTest {
    private static final double HOUR = 3_600_000;
    private static final double NONE_LOST = 1e-9;
    private static final MicroDownload TRADES = download(true, false);
    private static final MicroDownload BOTH = download(true, true);

    @Test
    void where_nothing_was_measured_the_figures_are_the_documented_placeholders_by_window_and_tape() {
        CaptureEstimate both = estimate(events(100, "flush"), BOTH);
        assertThat(both.windows()).isEqualTo(100);
        assertThat(both.total().captures()).isEqualTo(200);
        assertTotal(both.total().bytes(), 100 * 11.7e6, 100 * 37e6);
        assertTotal(both.total().hours(), 100 * 12 / 3600.0, 100 * 18 / 3600.0);
        assertTotal(both.total().requests(), 200, 400);
        assertThat(both.total().rowsKept()).isEmpty();
        assertThat(both.total().bytes().from()).isEqualTo(Map.of("placeholder", 200));
        assertThat(both.total().bytes().origin()).isEqualTo("placeholder");
        assertThat(both.hoursBoundBy()).isEqualTo("placeholder");
        assertTotal(both.byTape().get(Tape.QUOTES).bytes(), 100 * 3.2e6, 100 * 12e6);
        CaptureEstimate trades = estimate(events(100, "flush"), TRADES);
        assertTotal(trades.total().bytes(), 100 * 8.5e6, 100 * 25e6);
        assertTotal(trades.total().hours(), 100 * 12 / 3600.0, 100 * 18 / 3600.0);
    }

    @Test
    void the_total_is_the_mean_times_the_captures_and_its_p90_allows_for_sample_and_sum() {
        CaptureEstimate estimate = estimate(events(50, "flush"), TRADES,
                cost("flush", Session.RTH, Tape.TRADES, halves(100, 1000, 3000)));
        double deviation = Math.sqrt(100 * 1e6 / 99);
        assertTotal(estimate.total().bytes(), 50 * 2000.0,
                50 * (2000 + 1.2816 * deviation * Math.sqrt(1 / 100.0 + 1 / 50.0)));
        assertTotal(estimate.total().requests(), 50, 50);
        assertTotal(estimate.total().rowsKept().orElseThrow(), 50 * 200.0,
                50 * (200 + 1.2816 * deviation / 10 * Math.sqrt(1 / 100.0 + 1 / 50.0)));
        assertThat(estimate.total().bytes().captures()).isEqualTo(100);
        assertThat(estimate.total().bytes().origin()).isEqualTo("cell 50; on 100 settled captures");
    }

    @Test
    void nine_in_ten_totals_stay_below_p90_and_half_below_p50() {
        long seed = 20_261_121;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        int below50 = 0;
        int below90 = 0;
        int trials = 2_000;
        for (int trial = 0; trial < trials; trial++) {
            Total bytes = estimate(events(300, "flush"), TRADES,
                    cost("flush", Session.RTH, Tape.TRADES, sizes(random, 200))).total().bytes();
            double total = moments(sizes(random, 300)).sum();
            below50 += total < bytes.p50() ? 1 : 0;
            below90 += total < bytes.p90() ? 1 : 0;
        }
        assertThat((double) below50 / trials).isBetween(0.45, 0.55);
        assertThat((double) below90 / trials).isBetween(0.86, 0.94);
    }

    @Test
    void twenty_captures_are_enough_for_a_cell_and_nineteen_are_not() {
        Cost other = cost("flush", Session.RTH, Tape.TRADES, halves(30, 7, 7));
        assertProvenance("cell", 20, cost("spike", Session.RTH, Tape.TRADES, halves(20, 5, 5)), other);
        assertProvenance("session", 49, cost("spike", Session.RTH, Tape.TRADES, halves(19, 5, 5)), other);
        assertProvenance("all", 30, cost("flush", Session.PM, Tape.TRADES, halves(30, 5, 5)));
        assertProvenance("all", 20, cost("spike", Session.RTH, Tape.TRADES, halves(10, 5, 5)),
                cost("spike", Session.AH, Tape.TRADES, halves(10, 5, 5)));
        assertProvenance("placeholder", 0, cost("spike", Session.RTH, Tape.TRADES, halves(19, 5, 5)));
    }

    @Test
    void only_the_same_tape_window_and_quote_policy_can_be_compared() {
        var thinned = new QuotePolicy(true, 5);
        Cost quotes = cost("spike", Session.RTH, Tape.QUOTES, thinned, moments(1), halves(40, 5, 5));
        CaptureEstimate estimate = estimate(events(10, "spike"), BOTH, quotes);
        assertThat(estimate.cells()).hasSize(2)
                .allMatch(cell -> cell.bytes().provenance().equals("placeholder"));
        Cost trades = cost("spike", Session.RTH, Tape.TRADES, halves(40, 5, 5));
        assertThat(estimate(new SampleEvents().minutesBefore(5).add(10, "spike", Session.RTH).build(), TRADES, trades)
                .cells().getFirst().bytes().provenance()).isEqualTo("placeholder");
    }

    @Test
    void event_types_that_share_a_window_are_captured_once_as_the_event_of_the_lowest_rank() {
        ManifestEvents events = new SampleEvents().add(1, "flush", Session.RTH).addToTheSameWindow("spike")
                .add(1, "spike", Session.RTH).build();
        CaptureEstimate estimate = estimate(events, BOTH);
        assertThat(estimate.windows()).isEqualTo(2);
        assertThat(estimate.cells()).extracting(cell -> cell.kind().eventType() + cell.captures())
                .containsExactly("flush1", "spike1", "flush1", "spike1");
    }

    @Test
    void two_instants_of_one_second_are_two_windows_although_they_share_a_window_id() {
        ManifestEvents given = events(2, "flush");
        long[] at = {given.timestamp()[0], given.timestamp()[0] + 500_000_000};
        String[] windows = {given.windowId()[0], given.windowId()[0]};
        CaptureEstimate estimate = estimate(new ManifestEvents(given.eventId(), windows, given.symbol(),
                given.eventType(), at, given.session(), given.epochDay(), given.bar(),
                new long[] {at[0] - 1, at[1] - 1}, new long[] {at[0] + 1, at[1] + 1}, given.manifestRank()), BOTH);
        assertThat(estimate.windows()).isEqualTo(2);
        assertThat(estimate.total().captures()).isEqualTo(4);
    }

    @Test
    void hours_are_the_workers_time_but_never_less_than_the_budget_of_requests() {
        Cost slow = cost("flush", Session.RTH, Tape.TRADES, halves(20, HOUR, HOUR));
        CaptureEstimate byWorkers = estimate(new Pace(4, 50), events(8, "flush"), TRADES, slow);
        assertTotal(byWorkers.total().hours(), 2, 2);
        assertThat(byWorkers.hoursBoundBy()).isEqualTo("workers");
        Cost quick = cost("flush", Session.RTH, Tape.TRADES, halves(20, 1, 1));
        CaptureEstimate byBudget = estimate(new Pace(4, 5 / 60.0), events(8, "flush"), TRADES, quick);
        assertTotal(byBudget.total().hours(), 8 / 300.0, 8 / 300.0);
        assertThat(byBudget.hoursBoundBy()).isEqualTo("requests_per_second");
    }

    @Test
    void captures_whose_time_is_not_known_still_say_how_large_they_are() {
        CaptureEstimate estimate = estimate(events(8, "flush"), TRADES,
                untimed("flush", Session.RTH, Tape.TRADES, halves(20, 5, 5)));
        assertThat(estimate.cells().getFirst().bytes().provenance()).isEqualTo("cell");
        assertThat(estimate.cells().getFirst().hours().provenance()).isEqualTo("placeholder");
    }

    @Test
    void a_total_counts_each_capture_it_rests_on_once() {
        ManifestEvents events = new SampleEvents().add(5, "flush", Session.RTH).add(5, "spike", Session.RTH)
                .add(5, "break", Session.RTH).add(5, "flush", Session.PM).build();
        CaptureEstimate estimate = estimate(events, TRADES,
                cost("flush", Session.RTH, Tape.TRADES, halves(20, 5, 5)),
                cost("spike", Session.RTH, Tape.TRADES, halves(3, 5, 5)),
                cost("flush", Session.PM, Tape.TRADES, halves(40, 5, 5)));
        assertThat(estimate.total().bytes().from()).isEqualTo(Map.of("cell", 10, "session", 10));
        assertThat(estimate.total().bytes().captures()).isEqualTo(63);
    }

    @Test
    void the_figures_of_the_cells_and_of_the_tapes_sum_to_the_total() {
        CaptureEstimate estimate = estimate(new SampleEvents().add(7, "flush", Session.RTH).add(5, "spike", Session.PM)
                .build(), BOTH, cost("flush", Session.RTH, Tape.TRADES, halves(20, 5, 9)));
        assertThat(estimate.cells().stream().mapToDouble(cell -> cell.bytes().p90()).sum())
                .isCloseTo(estimate.total().bytes().p90(), within(1e-3));
        assertThat(estimate.byTape().values().stream().mapToDouble(tape -> tape.bytes().p90()).sum())
                .isCloseTo(estimate.total().bytes().p90(), within(1e-3));
        assertThat(estimate.cells().stream().mapToInt(CellEstimate::captures).sum())
                .isEqualTo(estimate.total().captures());
    }

    @Test
    void a_manifest_without_events_costs_nothing() {
        CaptureEstimate none = estimate(events(0, "flush"), BOTH);
        assertTotal(none.total().bytes(), 0, 0);
        assertTotal(none.total().hours(), 0, 0);
        assertThat(none.total().bytes().origin()).isEqualTo("nothing to capture");
    }

    @Test
    void an_estimate_is_read_back_from_a_report_as_it_was() {
        CaptureEstimate estimate = estimate(events(50, "flush"), BOTH,
                cost("flush", Session.RTH, Tape.TRADES, halves(100, 1000, 3000)));
        assertThat(Json.read(Json.pretty(estimate), CaptureEstimate.class)).isEqualTo(estimate);
    }

    @Test
    void the_pace_is_that_of_the_configuration_and_a_basic_plan_is_held_to_five_requests_a_minute() {
        assertThat(Pace.of(Config.defaults())).isEqualTo(new Pace(16, 50));
        assertThat(Pace.of(Config.load(Optional.empty(), Optional.empty(),
                List.of("polygon.plan=basic", "downloader.workers=3")))).isEqualTo(new Pace(3, 5 / 60.0));
        assertThat(Pace.of(Config.load(Optional.empty(), Optional.empty(),
                List.of("polygon.requests_per_minute=600", "downloader.workers=3")))).isEqualTo(new Pace(3, 10));
        assertThat(Pace.of(Config.load(Optional.empty(), Optional.empty(),
                List.of("polygon.rate_limit_delay_seconds=0.25", "downloader.workers=3")))).isEqualTo(new Pace(3, 4));
    }

    private static void assertProvenance(String provenance, long captures, Cost... costs) {
        Figure bytes = estimate(events(10, "spike"), TRADES, costs).cells().getFirst().bytes();
        assertThat(bytes.provenance()).isEqualTo(provenance);
        assertThat(bytes.captures()).isEqualTo(captures);
    }

    private static void assertTotal(Total total, double p50, double p90) {
        assertThat(total.p50()).isCloseTo(p50, within(Math.max(1, p50) * NONE_LOST));
        assertThat(total.p90()).isCloseTo(p90, within(Math.max(1, p90) * NONE_LOST));
    }

    /** Skewed as the sizes of tapes are: a few windows hold most of the bytes. */
    private static double[] sizes(SplittableRandom random, int captures) {
        return random.doubles(captures).map(unit -> Math.exp(1.2 * (unit + random.nextDouble() + random.nextDouble())))
                .toArray();
    }

    private static ManifestEvents events(int count, String type) {
        return new SampleEvents().add(count, type, Session.RTH).build();
    }

    private static CaptureEstimate estimate(ManifestEvents events, MicroDownload download, Cost... costs) {
        return estimate(new Pace(8, 50), events, download, costs);
    }

    private static CaptureEstimate estimate(Pace pace, ManifestEvents events, MicroDownload download, Cost... costs) {
        return new Estimator(() -> List.of(costs), pace).of(ManifestKinds.of(events, download), download.tapes());
    }

    private static MicroDownload download(boolean trades, boolean quotes) {
        return Config.load(Optional.empty(), Optional.of("demo"), List.of("micro_download.trades.enabled=" + trades,
                "micro_download.quotes.enabled=" + quotes)).profile().microDownload();
    }
}
