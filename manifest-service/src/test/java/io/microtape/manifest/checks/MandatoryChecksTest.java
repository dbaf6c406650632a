package io.microtape.manifest.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.Total;
import io.microtape.runtime.cost.Totals;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import io.microtape.model.manifest.Verdict;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MandatoryChecksTest {
    private static final Reproducibility KNOWN = new Reproducibility(List.of(new FileIdentity("a", "b", 1, 1)),
            List.of(), List.of(), "c", "1", "1", "1");
    /** 9,000 events fit 250 GB at the placeholder's 37 MB only where the limit is raised. */
    private static final Profile PROFILE = profile();

    @Test
    void a_manifest_within_every_limit_is_go() {
        List<Check> checks = checks(PROFILE, true, new SoundManifest(), KNOWN);
        assertThat(checks).hasSize(13).allSatisfy(check -> {
            assertThat(check.outcome()).as(check.name()).isEqualTo(Outcome.PASS);
            assertThat(check.weight()).isEqualTo(Weight.MANDATORY);
            assertThat(check.margin().orElseThrow()).isNotNegative();
        });
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.GO);
    }

    @Test
    void a_value_at_the_end_of_a_band_passes_with_no_room_left() {
        assertAtTheLimit("total_events", new SoundManifest().events(8_000));
        assertAtTheLimit("total_events", new SoundManifest().events(10_000), "checks.events_max=10000");
        assertAtTheLimit("symbols", new SoundManifest().symbols(400));
        assertAtTheLimit("score_median", new SoundManifest().typical(new Typical(0.7, 3, 200_000, 2, 20)));
        assertAtTheLimit("rvol_day_median", new SoundManifest().typical(new Typical(0.8, 2, 200_000, 2, 20)));
        assertAtTheLimit("pm_share", new SoundManifest().sessions(10, 80, 5));
        assertAtTheLimit("pm_share", new SoundManifest().sessions(20, 80, 5));
        assertAtTheLimit("rth_share", new SoundManifest().sessions(15, 75, 5));
        assertAtTheLimit("rth_share", new SoundManifest().sessions(15, 85, 5));
        assertAtTheLimit("ah_share", new SoundManifest().sessions(15, 80, 3));
        assertAtTheLimit("ah_share", new SoundManifest().sessions(15, 80, 10));
    }

    @Test
    void each_limit_refuses_alone() {
        assertFails("total_events", new SoundManifest().events(7_999));
        assertFails("total_events", new SoundManifest().events(10_001), "checks.events_max=10000");
        assertFails("symbols", new SoundManifest().symbols(399));
        assertFails("score_median", new SoundManifest().typical(new Typical(0.69, 3, 200_000, 2, 20)));
        assertFails("rvol_day_median", new SoundManifest().typical(new Typical(0.8, 1.9, 200_000, 2, 20)));
        assertFails("pm_share", new SoundManifest().sessions(9.9, 80, 5));
        assertFails("pm_share", new SoundManifest().sessions(20.1, 80, 5));
        assertFails("rth_share", new SoundManifest().sessions(15, 74.9, 5));
        assertFails("rth_share", new SoundManifest().sessions(15, 85.1, 5));
        assertFails("ah_share", new SoundManifest().sessions(15, 80, 2.9));
        assertFails("ah_share", new SoundManifest().sessions(15, 80, 10.1));
        assertFails("key_metrics_complete", new SoundManifest().missing(new Missing(1, 0, 0, 0)));
        assertFails("key_metrics_complete", new SoundManifest().missing(new Missing(0, 1, 0, 0)));
        assertFails("rvol_day_present", new SoundManifest().missing(new Missing(0, 0, 1, 0)));
    }

    @Test
    void concentration_storage_and_time_must_stay_below_their_limits() {
        // 9,000 windows: 333 GB and 1.875 days at the placeholder's 37 MB and 18 s; twenty symbols of 1.25 % hold 25 %.
        assertFails("top20_symbol_share", new SoundManifest().eachBusySymbol(1.25).events(8_000));
        assertFails("storage_p90", new SoundManifest(), "checks.storage_gb_p90_max=333");
        assertFails("time_p90", new SoundManifest(), "checks.days_p90_max=1.875");
        assertThat(outcomes(checks(profile("checks.storage_gb_p90_max=333.1", "checks.days_p90_max=1.876",
                "checks.top20_share_max=25.1"), true, new SoundManifest().eachBusySymbol(1.25).events(8_000), KNOWN)))
                .containsEntry("storage_p90", Outcome.PASS).containsEntry("time_p90", Outcome.PASS)
                .containsEntry("top20_symbol_share", Outcome.PASS);
    }

    @Test
    void a_margin_is_the_room_to_the_nearest_limit_and_negative_beyond_it() {
        assertThat(check("total_events", new SoundManifest().events(8_100)).margin()).contains(100.0);
        assertThat(check("total_events", new SoundManifest().events(12_007)).margin()).contains(-7.0);
        assertThat(check("rvol_day_present", new SoundManifest().missing(new Missing(0, 0, 4, 0))).margin())
                .contains(-4.0);
    }

    @Test
    void a_score_that_is_not_normalised_is_an_error_and_no_go() {
        List<Check> checks = checks(profile("intraday_manifest.score_normalization=none"), true, new SoundManifest(),
                KNOWN);
        assertThat(outcomes(checks)).containsEntry("score_median", Outcome.ERROR);
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.NO_GO);
    }

    @Test
    void without_daily_bars_the_daily_checks_are_skipped_and_the_verdict_shows_it() {
        List<Check> checks = checks(PROFILE, false, new SoundManifest()
                .typical(new Typical(0.8, Double.NaN, 200_000, 2, 20)).missing(new Missing(0, 9_000, 9_000, 9_000)),
                KNOWN);
        assertThat(outcomes(checks)).containsEntry("rvol_day_median", Outcome.SKIPPED).containsEntry("rvol_day_present",
                Outcome.SKIPPED);
        assertThat(checks).filteredOn(check -> check.outcome() == Outcome.SKIPPED).allSatisfy(check -> {
            assertThat(check.detail()).isEqualTo("no daily bars were given");
            assertThat(check.value()).isEmpty();
            assertThat(check.margin()).isEmpty();
        });
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.GO_WITH_WARNINGS);
    }

    @Test
    void a_manifest_that_nobody_could_build_again_is_refused() {
        var unknown = new Reproducibility(List.of(), List.of(new FileIdentity("bars", "", 1, 1)), List.of(), "c", "1",
                "1", "");
        List<Check> checks = checks(PROFILE, true, new SoundManifest(), unknown);
        assertThat(checks.getLast().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(checks.getLast().detail()).isEqualTo("event files, content hash of bars, software version");
    }

    @Test
    void the_median_of_an_even_count_is_the_mean_of_the_middle_two() {
        assertThat(Typical.median(new int[] {0, 1, 2, 3}, new double[] {4, Double.NaN, 1, 2})).isEqualTo(2);
        assertThat(Typical.median(new int[] {0, 3}, new double[] {4, Double.NaN, 1, 2})).isEqualTo(3);
        assertThat(Typical.median(new int[] {1}, new double[] {4, Double.NaN})).isNaN();
    }

    private static void assertAtTheLimit(String name, SoundManifest manifest, String... settings) {
        Check check = check(name, manifest, settings);
        assertThat(check.outcome()).as(name).isEqualTo(Outcome.PASS);
        assertThat(check.margin()).as(name).contains(0.0);
    }

    private static void assertFails(String name, SoundManifest manifest, String... settings) {
        Map<String, Outcome> expected = new TreeMap<>(
                outcomes(checks(PROFILE, true, new SoundManifest(), KNOWN)));
        expected.put(name, Outcome.FAIL);
        List<Check> checks = checks(profile(settings), true, manifest, KNOWN);
        assertThat(outcomes(checks)).as(name).isEqualTo(expected);
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.NO_GO);
    }

    private static Check check(String name, SoundManifest manifest, String... settings) {
        return checks(profile(settings), true, manifest, KNOWN).stream().filter(check -> check.name().equals(name))
                .findFirst().orElseThrow();
    }

    private static List<Check> checks(Profile profile, boolean barsGiven, SoundManifest manifest,
            Reproducibility reproducibility) {
        Statistics statistics = manifest.statistics();
        return new MandatoryChecks(profile, barsGiven).of(statistics,
                placeholder(9_000), reproducibility);
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

    private static Profile profile(String... settings) {
        return Config.load(Optional.empty(), Optional.of("core"),
                Stream.concat(Stream.of("checks.storage_gb_p90_max=400"), Arrays.stream(settings)).toList()).profile();
    }
}
