package io.microtape.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.http.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    Path folder;

    @Test
    void the_shipped_profiles_are_those_of_the_method() {
        Profile core = profile("core");
        assertThat(core.intradayManifest().maxEvents()).isEqualTo(10_000);
        assertThat(core.intradayManifest().maxPerSymbol()).isEqualTo(3);
        assertThat(core.intradayManifest().maxPerSymbolDay()).isEqualTo(1);
        assertThat(core.intradayManifest().maxPerSymbolMonth()).isEqualTo(20);
        assertThat(core.eventTapeWindowBeforeMinutes()).isEqualTo(3);
        assertThat(core.eventTapeWindowAfterMinutes()).isEqualTo(7);
        assertThat(core.microDownload().quotes().downsample()).isEqualTo(new QuotePolicy(true, 5));
        Profile plus = profile("plus");
        assertThat(plus.intradayManifest().minEventScore()).isEqualTo(0.50);
        assertThat(plus.liquidityFilters().minDollarVolumeDay()).isEqualTo(250_000);
        assertThat(plus.microDownload().quotes().downsample()).isEqualTo(new QuotePolicy(false, 20));
        Profile premium = profile("premium");
        assertThat(premium.intradayManifest().maxPerSymbol()).isEqualTo(10);
        assertThat(premium.eventTapeWindowAfterMinutes()).isEqualTo(20);
        assertThat(premium.liquidityFilters().rvolDayMin()).isEqualTo(1.0);
        assertThat(premium.microDownload().quotes().downsample()).isEqualTo(new QuotePolicy(false, 50));
    }

    @Test
    void a_file_goes_over_the_defaults_the_profile_over_the_file_and_a_setting_over_all() throws Exception {
        Path file = file("""
                intraday_manifest: {max_per_symbol: 11, price_max: 150}
                profiles: {active_profile: mine, mine: {intraday_manifest: {max_per_symbol: 12}}}
                """);
        assertThat(Config.load(Optional.of(file), Optional.empty(), List.of()).profile().intradayManifest()
                .maxPerSymbol()).isEqualTo(12);
        Profile set = Config.load(Optional.of(file), Optional.empty(),
                List.of("intraday_manifest.max_per_symbol=18")).profile();
        assertThat(set.name()).isEqualTo("mine");
        assertThat(set.intradayManifest().maxPerSymbol()).isEqualTo(18);
        assertThat(set.intradayManifest().priceMax()).isEqualTo(150);
    }

    @Test
    void an_unknown_key_is_refused_with_its_source_and_the_nearest_one() throws Exception {
        Path file = file("intraday_manifest: {max_per_simbol: 3}");
        assertThatThrownBy(() -> Config.load(Optional.of(file), Optional.empty(), List.of()))
                .isInstanceOf(ConfigException.class).hasMessageContaining(file.toString())
                .hasMessageContaining("intraday_manifest.max_per_simbol").hasMessageContaining("'max_per_symbol'");
        refused("--set", "nonsense.key=1");
        refused("max_events_", "intraday_manifest.max_events_=1");
    }

    @Test
    void a_wrong_type_is_refused_with_key_and_value() throws Exception {
        refused("intraday_manifest.max_events", "intraday_manifest.max_events=many");
        refused("intraday_manifest.max_events", "intraday_manifest.max_events=1.5");
        refused("require_daily_metrics", "intraday_manifest.require_daily_metrics=3");
        refused("intraday_manifest", "intraday_manifest=3");
    }

    @Test
    void an_impossible_value_is_refused_with_what_is_allowed() {
        refused("allowed is 0 to 1", "intraday_manifest.min_event_score=1.2");
        refused("above", "intraday_manifest.price_min=300");
        refused("nothing to capture", "micro_download={trades: {enabled: false}, quotes: {enabled: false}}");
        refused("allowed is 0 (no limit) to 1000", "micro_download.quotes.downsample.max_rate_hz=5000");
        refused("there is no profile 'best'", "profiles.active_profile=best");
    }

    @Test
    void a_least_score_that_is_no_number_is_refused_on_any_scale() {
        assertThatThrownBy(() -> Config.load(Optional.empty(), Optional.empty(),
                List.of("intraday_manifest.score_normalization=none", "intraday_manifest.min_event_score=.nan"))
                .profile()).isInstanceOf(ConfigException.class).hasMessageContaining("min_event_score is NaN");
    }

    @Test
    void an_impossible_value_is_refused_with_where_it_stands_key_and_range() throws Exception {
        Path file = file("""
                intraday_manifest: {price_max: 2000000}
                checks: {pm: {min: 300}}
                """);
        assertThatThrownBy(() -> Config.load(Optional.of(file), Optional.empty(), List.of()))
                .hasMessage(file + ": checks.pm.min is 300; allowed is 0 to 100");
        String setting = "checks.pm.min=2";
        assertThatThrownBy(() -> Config.load(Optional.of(file), Optional.empty(), List.of(setting)))
                .hasMessage(file + ": intraday_manifest.price_max is 2000000; allowed is 0 to 1000000");
        assertThatThrownBy(() -> Config.load(Optional.of(file), Optional.empty(),
                List.of("intraday_manifest.price=1", "checks.pm.min=2"))).hasMessageContaining("no setting");
        refused("--set checks.pm.min=300: checks.pm.min is 300; allowed is 0 to 100", "checks.pm.min=300");
        refused("--set micro_download.quotes.downsample.max_rate_hz=5000: micro_download.quotes.downsample.max_rate_hz is "
                + "5000; allowed is 0 (no limit) to 1000", "micro_download.quotes.downsample.max_rate_hz=5000");
    }

    @Test
    void a_block_outside_the_profile_is_refused_in_the_same_way() throws Exception {
        Path file = file("server: {port: 70000}");
        var config = Config.load(Optional.of(file), Optional.empty(), List.of());
        assertThatThrownBy(() -> config.block("server", ServerSettings.class)).isInstanceOf(ConfigException.class)
                .hasMessage(file + ": server.port is 70000; allowed is 0 to 65535");
        assertThatThrownBy(() -> config.with(List.of("server.port=-1")).block("server", ServerSettings.class))
                .hasMessage("--set server.port=-1: server.port is -1; allowed is 0 to 65535");
        var sound = Config.load(Optional.of(file("server: {port: 1}")), Optional.empty(), List.of());
        assertThatThrownBy(() -> sound.with(Map.of("server", Map.of("port", -1))).block("server", ServerSettings.class))
                .hasMessage("overrides: server.port is -1; allowed is 0 to 65535");
    }

    @Test
    void a_wrong_type_and_an_unknown_key_in_a_file_are_refused_with_the_file() throws Exception {
        assertThatThrownBy(() -> Config.load(Optional.of(file("downloader: {workers: many}")), Optional.empty(),
                List.of())).hasMessageContaining("config.yaml: downloader.workers should be a number, such as 16");
        assertThatThrownBy(() -> Config.load(Optional.of(file("downloader: {worker: 3}")), Optional.empty(),
                List.of())).hasMessageContaining("config.yaml: there is no setting downloader.worker");
        assertThatThrownBy(() -> Config.load(Optional.of(file("server: [8080]")), Optional.empty(), List.of()))
                .hasMessageContaining("config.yaml: server holds keys");
        assertThatThrownBy(() -> Config.load(Optional.of(file("server: {port: 1, port: 2}")), Optional.empty(),
                List.of())).hasMessageContaining("config.yaml");
    }

    @Test
    void a_mistake_in_a_profile_that_is_not_in_force_is_refused_too() throws Exception {
        Path file = file("profiles: {other: {liquidity_filter: {rvol_day_min: 2}}}");
        assertThatThrownBy(() -> Config.load(Optional.of(file), Optional.empty(), List.of()))
                .isInstanceOf(ConfigException.class).hasMessageContaining("profiles.other")
                .hasMessageContaining("liquidity_filter");
    }

    @Test
    void tickers_that_look_like_yaml_words_stay_text() {
        assertThat((List<?>) Yaml.value("[ON, NO, TRUE, Y, NULL]", "test")).isEqualTo(
                List.of("ON", "NO", "TRUE", "Y", "NULL"));
    }

    @Test
    void the_hash_of_a_profile_changes_with_any_limit_and_only_then() {
        String core = Config.hash(profile("core"));
        assertThat(Config.hash(profile("core"))).isEqualTo(core);
        assertThat(Config.hash(Config.load(Optional.empty(), Optional.empty(),
                List.of("liquidity_filters.rvol_day_min=1.6")).profile())).isNotEqualTo(core);
    }

    private void refused(String saying, String setting) {
        assertThatThrownBy(() -> Config.load(Optional.empty(), Optional.empty(), List.of(setting)))
                .isInstanceOf(ConfigException.class).hasMessageContaining(saying);
    }

    private static Profile profile(String name) {
        return Config.load(Optional.empty(), Optional.of(name), List.of()).profile();
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(folder.resolve("config.yaml"), yaml);
    }
}
