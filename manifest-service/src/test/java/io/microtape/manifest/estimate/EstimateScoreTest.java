package io.microtape.manifest.estimate;

import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.Estimator;
import io.microtape.runtime.cost.Pace;
import static io.microtape.manifest.estimate.SampleCosts.cost;
import static io.microtape.manifest.estimate.SampleCosts.halves;
import static io.microtape.manifest.estimate.SampleCosts.untimed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.microtape.manifest.SampleEvents;
import io.microtape.model.capture.Tape;
import io.microtape.model.profile.MicroDownload;
import io.microtape.model.session.Session;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.ledger.CostQuery.Cost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EstimateScoreTest {
    private static final double HOUR = 3_600_000;
    private static final MicroDownload TRADES = Config.load(Optional.empty(), Optional.of("demo"),
            List.of("micro_download.quotes.enabled=false")).profile().microDownload();

    @Test
    void what_is_answered_is_compared_with_the_estimate_of_as_many_captures_of_its_kind() {
        CaptureEstimate built = estimate(new Pace(8, 50), cost("flush", Session.RTH, Tape.TRADES, halves(20, 100, 300)),
                cost("spike", Session.RTH, Tape.TRADES, halves(20, 5000, 5000)));
        EstimateScore score = EstimateScore.of(built,
                List.of(cost("flush", Session.RTH, Tape.TRADES, 210, 210, 210, 210, 210)), 0);
        assertThat(score.captures()).isEqualTo(20);
        assertThat(score.answered()).isEqualTo(5);
        assertThat(score.share()).isEqualTo(0.25);
        FigureScore bytes = figures(score).get("bytes");
        assertThat(bytes.p50()).isCloseTo(5 * 200, within(1e-9));
        assertThat(bytes.p90()).isCloseTo(built.cells().getFirst().bytes().p90() / 2, within(1e-9));
        assertThat(bytes.actual()).isEqualTo(1050);
        assertThat(bytes.ratio().orElseThrow()).isCloseTo(1.05, within(1e-9));
        assertThat(bytes.placement()).isEqualTo("within");
        assertThat(figures(score)).containsOnlyKeys("requests", "rows_received", "rows_kept", "bytes", "hours");
    }

    @Test
    void a_figure_is_below_within_or_above() {
        assertThat(FigureScore.of("bytes", 1, 10, 20, 9.9).placement()).isEqualTo("below_p50");
        assertThat(FigureScore.of("bytes", 1, 10, 20, 10).placement()).isEqualTo("within");
        assertThat(FigureScore.of("bytes", 1, 10, 20, 20).placement()).isEqualTo("within");
        assertThat(FigureScore.of("bytes", 1, 0, 0, 0).ratio()).isEmpty();
        assertThat(FigureScore.of("bytes", 1, 10, 20, 20.1).placement()).isEqualTo("above_p90");
    }

    @Test
    void rows_that_could_not_be_estimated_are_not_scored() {
        EstimateScore score = EstimateScore.of(estimate(new Pace(8, 50)),
                List.of(cost("flush", Session.RTH, Tape.TRADES, 8.5e6)), 0);
        assertThat(figures(score)).containsOnlyKeys("requests", "bytes", "hours");
        assertThat(figures(score).get("bytes").ratio()).contains(1.0);
    }

    @Test
    void hours_compare_the_clock_with_the_estimate_of_the_captures_whose_time_is_known() {
        CaptureEstimate built = estimate(new Pace(2, 50),
                cost("flush", Session.RTH, Tape.TRADES, halves(20, HOUR, HOUR)));
        List<Cost> actual = List.of(cost("flush", Session.RTH, Tape.TRADES, halves(4, HOUR, HOUR)),
                untimed("spike", Session.RTH, Tape.TRADES, 1, 2, 3));
        FigureScore hours = figures(EstimateScore.of(built, actual, (long) HOUR)).get("hours");
        assertThat(hours.captures()).isEqualTo(4);
        assertThat(hours.p50()).isCloseTo(2, within(1e-9));
        assertThat(hours.actual()).isEqualTo(1);
        assertThat(hours.placement()).isEqualTo("below_p50");
    }

    @Test
    void hours_that_the_budget_of_requests_bound_are_scored_as_such() {
        CaptureEstimate built = estimate(new Pace(8, 1), cost("flush", Session.RTH, Tape.TRADES, halves(20, 1, 1)));
        FigureScore hours = figures(EstimateScore.of(built,
                List.of(cost("flush", Session.RTH, Tape.TRADES, halves(5, 1, 1))), 5000)).get("hours");
        assertThat(hours.p50()).isCloseTo(5 / 3600.0, within(1e-9));
        assertThat(hours.ratio().orElseThrow()).isCloseTo(1, within(1e-9));
    }

    private static Map<String, FigureScore> figures(EstimateScore score) {
        return score.figures().stream().collect(Collectors.toMap(FigureScore::name, Function.identity()));
    }

    private static CaptureEstimate estimate(Pace pace, Cost... costs) {
        return new Estimator(() -> List.of(costs), pace).of(ManifestKinds.of(
                new SampleEvents().add(10, "flush", Session.RTH).add(10, "spike", Session.RTH).build(), TRADES),
                TRADES.tapes());
    }
}
