package io.microtape.manifest.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.microtape.manifest.enrichment.SessionLabels;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import io.microtape.model.manifest.Verdict;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecommendedChecksTest {
    @Test
    void a_manifest_within_every_limit_has_no_warning() {
        List<Check> checks = checks(profile(), true, new SoundManifest(), labels(0.01));
        assertThat(checks).hasSize(9).allSatisfy(check -> {
            assertThat(check.outcome()).as(check.name()).isEqualTo(Outcome.PASS);
            assertThat(check.weight()).isEqualTo(Weight.RECOMMENDED);
            assertThat(check.margin().orElseThrow()).isNotNegative();
        });
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.GO);
    }

    @Test
    void a_value_at_its_limit_passes_with_no_room_left() {
        assertAtTheLimit("largest_type_share", new SoundManifest().types("flush", 60, "vwap_break", 40));
        assertAtTheLimit("smallest_type_share", new SoundManifest().types("flush", 58, "vwap_break", 40, "x", 2));
        assertAtTheLimit("months_covered", new SoundManifest().months(30));
        assertAtTheLimit("busiest_day_share", new SoundManifest().busiestDay(5));
        assertAtTheLimit("dollar_volume_bar_median", typical(150_000, 2, 20));
        assertAtTheLimit("spread_median", typical(200_000, 3, 20));
        assertAtTheLimit("price_mean", typical(200_000, 2, 5));
        assertAtTheLimit("price_mean", typical(200_000, 2, 100));
        assertThat(check("session_label_disagreement", new SoundManifest(), labels(0.05)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void each_limit_warns_alone() {
        assertWarns("largest_type_share", new SoundManifest().types("flush", 60.1, "vwap_break", 39.9));
        assertWarns("smallest_type_share", new SoundManifest().types("flush", 58, "vwap_break", 40.1, "x", 1.9));
        assertWarns("months_covered", new SoundManifest().months(29));
        assertWarns("busiest_day_share", new SoundManifest().busiestDay(5.1));
        assertWarns("dollar_volume_bar_median", typical(149_999, 2, 20));
        assertWarns("spread_median", typical(200_000, 3.1, 20));
        assertWarns("price_mean", typical(200_000, 2, 4.9));
        assertWarns("price_mean", typical(200_000, 2, 100.1));
        assertWarns("ssr_flags_present", new SoundManifest().missing(new Missing(0, 0, 0, 1)));
    }

    @Test
    void labels_that_disagree_too_often_warn_and_say_how_often() {
        Check check = check("session_label_disagreement", new SoundManifest(), labels(0.387));
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check.value().orElseThrow()).isEqualTo(38.7);
        assertThat(check.margin().orElseThrow()).isEqualTo(5 - 38.7);
    }

    @Test
    void a_type_of_the_input_that_gave_nothing_is_the_smallest() {
        Check check = check("smallest_type_share", new SoundManifest().types("flush", 50, "vwap_break", 50, "gap", 0),
                labels(0));
        assertThat(check.value()).contains(0.0);
        assertThat(check.detail()).isEqualTo("gap");
    }

    @Test
    void the_share_names_its_type_and_the_day_its_date() {
        List<Check> checks = checks(profile(), true, new SoundManifest().types("b", 40, "a", 40, "c", 20), labels(0));
        assertThat(checks).extracting(Check::detail).startsWith("a", "c", "", "2024-03-08");
    }

    @Test
    void what_has_no_input_is_skipped_and_says_which() {
        List<Check> checks = checks(profile(), false, new SoundManifest(),
                new SessionLabels(0, 0, 0, new TreeMap<>()));
        assertThat(checks).filteredOn(check -> check.outcome() == Outcome.SKIPPED)
                .extracting(Check::name, Check::detail)
                .containsExactly(tuple("ssr_flags_present", "no daily bars were given"),
                        tuple("session_label_disagreement",
                                "the events carry no session labels"));
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.GO_WITH_WARNINGS);
        assertThat(checks(profile("liquidity_filters.ssr_heuristic.enable=false"), true, new SoundManifest(), labels(0))
                .get(7).detail()).isEqualTo("liquidity_filters.ssr_heuristic.enable is false");
    }

    @Test
    void an_empty_manifest_warns_of_everything_it_cannot_show() {
        var nothing = new Statistics(0, 0,
                new Typical(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN), new Missing(0, 0, 0, 0),
                List.of(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
        List<Check> checks = new RecommendedChecks(profile(), true).of(nothing, labels(0));
        assertThat(checks.subList(0, 7)).allSatisfy(check -> assertThat(check.outcome()).isEqualTo(Outcome.FAIL));
        assertThat(checks.getFirst().detail()).isEqualTo("there is nothing to measure");
    }

    @Test
    void an_impossible_threshold_is_refused_by_its_key() {
        assertThatThrownBy(() -> profile("checks.recommended.day_share_max=101")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("checks.recommended.day_share_max is 101; allowed is 0 to 100");
        assertThatThrownBy(() -> profile("checks.recommended.price_mean_min=200")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("price_mean_min (200) is above checks.recommended.price_mean_max (100)");
    }

    private static SoundManifest typical(double dollarVolume, double spread, double price) {
        return new SoundManifest().typical(new Typical(0.8, 3, dollarVolume, spread, price));
    }

    private static void assertAtTheLimit(String name, SoundManifest manifest) {
        Check check = check(name, manifest, labels(0));
        assertThat(check.outcome()).as(name).isEqualTo(Outcome.PASS);
        assertThat(check.margin()).as(name).contains(0.0);
    }

    private static void assertWarns(String name, SoundManifest manifest) {
        List<Check> checks = checks(profile(), true, manifest, labels(0));
        Map<String, Outcome> outcomes = checks.stream().collect(Collectors.toMap(Check::name, Check::outcome));
        assertThat(outcomes).containsEntry(name, Outcome.FAIL);
        assertThat(outcomes.values()).filteredOn(outcome -> outcome != Outcome.PASS).hasSize(1);
        assertThat(Verdict.of(checks)).isEqualTo(Verdict.GO_WITH_WARNINGS);
    }

    private static Check check(String name, SoundManifest manifest, SessionLabels labels) {
        return checks(profile(), true, manifest, labels).stream().filter(check -> check.name().equals(name))
                .findFirst().orElseThrow();
    }

    private static List<Check> checks(Profile profile, boolean barsGiven, SoundManifest manifest,
            SessionLabels labels) {
        return new RecommendedChecks(profile, barsGiven).of(manifest.statistics(), labels);
    }

    private static SessionLabels labels(double wrong) {
        return new SessionLabels(1_000, (int) (wrong * 1_000), wrong, new TreeMap<>());
    }

    private static Profile profile(String... settings) {
        return Config.load(Optional.empty(), Optional.of("core"), List.of(settings)).profile();
    }
}
