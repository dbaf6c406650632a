package io.microtape.manifest.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.ManifestBuilder;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.table.TableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final List<EventRow> ROWS = List.of(
            EventRow.at("AA", "2024-01-16T10:00", "flush", 9).withBar(10.1, 10.0, 10.05, 5_000.0),
            EventRow.at("AA", "2024-01-17T10:00", "flush", 8), EventRow.at("BB", "2024-01-16T10:00", "flush", 7));

    @TempDir
    Path folder;
    private int files;

    @Test
    void it_says_what_enters_what_leaves_and_why() throws Exception {
        BuiltManifest before = build(ROWS, Optional.empty(), "liquidity_filters.min_dollar_volume_bar=100000");
        Comparison comparison = build(ROWS, Optional.of(before.manifestId()), "intraday_manifest.max_per_symbol=1",
                "liquidity_filters.min_dollar_volume_bar=1000").comparison().orElseThrow();
        assertThat(comparison.stay()).isEqualTo(1);
        assertThat(comparison.entering()).singleElement()
                .extracting(MovedEvent::symbol, MovedEvent::reason, MovedEvent::threshold)
                .containsExactly("AA", "dollar_volume_bar_below_min", Optional.of(100_000.0));
        assertThat(comparison.leaving()).singleElement()
                .extracting(MovedEvent::symbol, MovedEvent::reason, MovedEvent::observed)
                .containsExactly("AA", "max_per_symbol", Optional.of(2.0));
        assertThat(comparison.enteringBecause()).isEqualTo(Map.of("dollar_volume_bar_below_min", 1));
        assertThat(comparison.settings()).extracting(ChangedSetting::setting).containsExactly(
                "intraday_manifest.max_per_symbol", "liquidity_filters.min_dollar_volume_bar");
        assertThat(comparison.sameInputs()).isTrue();
        try (var manifests = Files.list(folder.resolve("manifests"))) {
            assertThat(manifests).as("a dry run writes nothing").hasSize(1);
        }
    }

    @Test
    void an_event_that_the_other_input_does_not_have_is_named_as_such() {
        BuiltManifest before = build(ROWS, Optional.empty());
        Comparison comparison = build(ROWS.subList(1, 3), Optional.of(before.manifestId())).comparison().orElseThrow();
        assertThat(comparison.leavingBecause()).isEqualTo(Map.of("not_in_input", 1));
        assertThat(comparison.sameInputs()).isFalse();
    }

    @Test
    void a_comparison_is_for_dry_runs_and_needs_a_manifest() {
        assertThatThrownBy(() -> build(ROWS, Optional.of("demo_20240117_000000000000")))
                .isInstanceOf(TableException.class).hasMessageContaining("there is no manifest demo_20240117");
        var request = new BuildRequest("nowhere", Optional.empty(), Optional.empty(), profile(), false,
                Optional.empty(), Optional.of("any"));
        assertThatThrownBy(() -> builder().build(request)).hasMessageContaining("belongs to a dry run");
    }

    private BuiltManifest build(List<EventRow> rows, Optional<String> compare, String... settings) {
        Path file = EventRow.write(folder.resolve("events" + files++ + ".parquet"), rows);
        return builder().build(new BuildRequest(file.toString(), Optional.empty(), Optional.empty(), profile(settings),
                compare.isPresent(), Optional.empty(), compare));
    }

    private ManifestBuilder builder() {
        return new ManifestBuilder(MarketCalendars.usEquities(), folder.resolve("manifests"));
    }

    private static Profile profile(String... settings) {
        List<String> all = new ArrayList<>(List.of("intraday_manifest.require_daily_metrics=false",
                "intraday_manifest.min_event_score=0", "intraday_manifest.max_per_symbol_day=9"));
        all.addAll(List.of(settings));
        return Config.load(Optional.empty(), Optional.of("demo"), all).profile();
    }
}
