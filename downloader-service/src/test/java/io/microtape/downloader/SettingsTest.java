package io.microtape.downloader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void a_setting_outside_its_range_is_refused_with_key_value_and_range() {
        refused("downloader.workers=0", "downloader.workers is 0; allowed is 1 to 256");
        refused("downloader.drain=2h", "downloader.drain is 7200s; allowed is 0s to 3600s");
        refused("downloader.idle_poll=0s", "downloader.idle_poll is 0s; allowed is 1ms to 600s");
        refused("downloader.breaker_failure_rate=0", "downloader.breaker_failure_rate is 0; allowed is 1 to 100");
        refused("downloader.breaker_min_calls=0", "downloader.breaker_min_calls is 0; allowed is 1 to 1000000");
        refused("downloader.breaker_window=0s", "downloader.breaker_window is 0s; allowed is 1s to 3600s");
        refused("polygon.requests_per_second=0", "polygon.requests_per_second is 0; allowed is 1 to 100");
        refused("polygon.requests_per_second_max=40", "polygon.requests_per_second is 50",
                "requests_per_second_max, 40");
        refused("polygon.requests_per_minute=-1", "polygon.requests_per_minute is -1; allowed is 0 to 6000");
        refused("polygon.rate_limit_delay_seconds=0.001", "polygon.rate_limit_delay_seconds is 0.001");
        refused("polygon.page_limit=50001", "polygon.page_limit is 50001; allowed is 1 to 50000");
        refused("polygon.total_timeout=0s", "polygon.total_timeout is 0 ms; allowed is 1 ms to 1h");
        refused("polygon.connect_timeout=soon", "polygon.connect_timeout", "'soon' is no duration");
        refused("polygon.plan=gold", "polygon.plan", "BASIC, STARTER");
        refused("polygon.base_url=http://example.com", "polygon.base_url", "https only");
    }

    @Test
    void a_basic_plan_is_held_to_five_requests_a_minute_whatever_is_configured() {
        var settings = Config.load(Optional.empty(), Optional.empty(), List.of("polygon.plan=basic"))
                .block("polygon", PolygonSettings.class);
        assertThat(settings.budget().perMinute()).hasValue(5);
        assertThat(settings.budget().sustained(50)).isEqualTo(5 / 60.0);
    }

    @Test
    void a_delay_between_requests_is_another_way_to_write_the_budget_and_is_never_shortened() {
        var settings = Config
                .load(Optional.empty(), Optional.empty(),
                        List.of("polygon.rate_limit_delay_seconds=0.25", "polygon.requests_per_minute=7"))
                .block("polygon", PolygonSettings.class);
        assertThat(settings.budget()).isEqualTo(RateBudget.fixed(4));
    }

    private static void refused(String setting, String... saying) {
        Config config = Config.load(Optional.empty(), Optional.empty(), List.of(setting));
        assertThatThrownBy(() -> {
            config.block("downloader", DownloaderSettings.class);
            config.block("polygon", PolygonSettings.class);
        }).isInstanceOf(ConfigException.class).hasMessageStartingWith("--set " + setting + ": ")
                .hasMessageContainingAll(saying);
    }
}
