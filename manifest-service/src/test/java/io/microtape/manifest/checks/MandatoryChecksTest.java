package io.microtape.manifest.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.estimate.CaptureEstimate;
import io.microtape.manifest.estimate.Total;
import io.microtape.manifest.estimate.Totals;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Verdict;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MandatoryChecksTest {
    private static final Reproducibility KNOWN = new Reproducibility(List.of(new FileIdentity("a", "b", 1, 1)), "c",
            "1",
            "1", "1");
    /** 9,000 events fit 250 GB at the placeholder's 37 MB only where the limit is raised. */
    private static final Profile PROFILE = profile();

    @Test
    void a_manifest_within_every_limit_is_go() {
        List<Check> checks = checks(PROFILE, true, statistics(9_000, 0.8, 3, 15, 80, 5, 0, 0), KNOWN);
        assertThat(checks).hasSize(13).allSatisfy(check -> assertThat(check.outcome()).isEqualTo(Outcome.PASS));
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.GO);
    }

    @Test
    void each_limit_refuses_alone() {
        assertFails("total_events", statistics(7_999, 0.8, 3, 15, 80, 5, 0, 0));
        assertFails("total_events", statistics(12_001, 0.8, 3, 15, 80, 5, 0, 0));
        assertFails("score_median", statistics(9_000, 0.69, 3, 15, 80, 5, 0, 0));
        assertFails("rvol_day_median", statistics(9_000, 0.8, 1.9, 15, 80, 5, 0, 0));
        assertFails("pm_share", statistics(9_000, 0.8, 3, 9.9, 80, 5, 0, 0));
        assertFails("rth_share", statistics(9_000, 0.8, 3, 15, 85.1, 5, 0, 0));
        assertFails("ah_share", statistics(9_000, 0.8, 3, 15, 80, 2.9, 0, 0));
        assertFails("key_metrics_complete", statistics(9_000, 0.8, 3, 15, 80, 5, 1, 0));
        assertFails("rvol_day_present", statistics(9_000, 0.8, 3, 15, 80, 5, 0, 1));
    }

    @Test
    void storage_at_the_limit_is_not_below_it() {
        Profile tight = profile("checks.storage_gb_p90_max=333");
        assertThat(outcomes(checks(tight, true, statistics(9_000, 0.8, 3, 15, 80, 5, 0, 0), KNOWN)))
                .containsEntry("storage_p90", Outcome.FAIL);
    }

    @Test
    void a_score_that_is_not_normalised_is_an_error_and_no_go() {
        List<Check> checks = checks(profile("intraday_manifest.score_normalization=none"), true,
                statistics(9_000, 0.8, 3, 15, 80, 5, 0, 0), KNOWN);
        assertThat(outcomes(checks)).containsEntry("score_median", Outcome.ERROR);
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.NO_GO);
    }

    @Test
    void without_daily_bars_the_daily_checks_are_skipped_and_the_verdict_shows_it() {
        List<Check> checks = checks(PROFILE, false, statistics(9_000, 0.8, Double.NaN, 15, 80, 5, 0, 9_000), KNOWN);
        assertThat(outcomes(checks)).containsEntry("rvol_day_median", Outcome.SKIPPED).containsEntry("rvol_day_present",
                Outcome.SKIPPED);
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.GO_WITH_WARNINGS);
    }

    @Test
    void a_manifest_that_nobody_could_build_again_is_refused() {
        var unknown = new Reproducibility(List.of(), "c", "1", "1", "");
        List<Check> checks = checks(PROFILE, true, statistics(9_000, 0.8, 3, 15, 80, 5, 0, 0), unknown);
        assertThat(checks.getLast().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(checks.getLast().detail()).isEqualTo("input files, software version");
    }

    @Test
    void the_median_of_an_even_count_is_the_mean_of_the_middle_two() {
        assertThat(Statistics.median(new int[] {0, 1, 2, 3}, new double[] {4, Double.NaN, 1, 2})).isEqualTo(2);
        assertThat(Statistics.median(new int[] {0, 3}, new double[] {4, Double.NaN, 1, 2})).isEqualTo(3);
        assertThat(Statistics.median(new int[] {1}, new double[] {4, Double.NaN})).isNaN();
    }

    private static void assertFails(String name, Statistics statistics) {
        Map<String, Outcome> expected = new TreeMap<>(outcomes(checks(PROFILE, true,
                statistics(9_000, 0.8, 3, 15, 80, 5, 0, 0), KNOWN)));
        expected.put(name, Outcome.FAIL);
        List<Check> checks = checks(PROFILE, true, statistics, KNOWN);
        assertThat(outcomes(checks)).isEqualTo(expected);
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.NO_GO);
    }

    private static List<Check> checks(Profile profile, boolean barsGiven, Statistics statistics,
            Reproducibility reproducibility) {
        return new MandatoryChecks(profile, barsGiven).of(statistics,
                placeholder(statistics.windows()), reproducibility);
    }

    private static CaptureEstimate placeholder(int windows) {
        var bytes = new Total(windows * 11.7e6, windows * 37e6, Map.of("placeholder", 2 * windows), 0);
        var hours = new Total(windows * 12 / 3_600.0, windows * 18 / 3_600.0, Map.of("placeholder", 2 * windows), 0);
        var totals = new Totals(2 * windows, bytes, Optional.empty(), Optional.empty(), bytes, hours);
        return new CaptureEstimate(windows, totals, "placeholder", new TreeMap<>(), List.of());
    }

    private static Map<String, Outcome> outcomes(List<Check> checks) {
        return checks.stream().collect(Collectors.toMap(Check::name, Check::outcome));
    }

    private static Statistics statistics(int events, double score, double rvol, double pm, double rth, double ah,
            int missingBar, int missingRvol) {
        List<SymbolShare> symbols = IntStream.range(0, 500)
                .mapToObj(symbol -> new SymbolShare("S" + symbol, events / 500, 0.2)).toList();
        var sessions = new TreeMap<>(
                Map.of("PM", new Tally(1, 1, pm), "RTH", new Tally(1, 1, rth), "AH", new Tally(1, 1, ah)));
        return new Statistics(events, 9_000, score, rvol, symbols, sessions, new TreeMap<>(), missingBar, 0,
                missingRvol);
    }

    private static Profile profile(String... settings) {
        return Config.load(Optional.empty(), Optional.of("core"),
                Stream.concat(Stream.of("checks.storage_gb_p90_max=400"), Arrays.stream(settings)).toList()).profile();
    }
}
