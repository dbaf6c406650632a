package io.microtape.runtime.cost;

import io.microtape.model.vendor.Plan;
import io.microtape.model.vendor.RequestRate;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import java.util.Locale;
import java.util.Map;

/**
 * How fast a run goes at most under a configuration.
 *
 * @param workers           captures in flight at once
 * @param requestsPerSecond budget of the whole fleet
 */
public record Pace(int workers, double requestsPerSecond) {
    /**
     * The pace of these settings, of which the downloader has its own, stricter reading.
     *
     * @throws ConfigException when the plan is none
     */
    public static Pace of(Config config) {
        Map<?, ?> polygon = config.block("polygon", Map.class);
        Map<?, ?> downloader = config.block("downloader", Map.class);
        var rate = RequestRate.of(plan(String.valueOf(polygon.get("plan"))), number(polygon, "requests_per_second"),
                (int) number(polygon, "requests_per_minute"), number(polygon, "rate_limit_delay_seconds"));
        return new Pace((int) number(downloader, "workers"), rate.sustained());
    }

    private static double number(Map<?, ?> block, String key) {
        return ((Number) block.get(key)).doubleValue();
    }

    private static Plan plan(String name) {
        try {
            return Plan.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("polygon.plan is '%s'; allowed is basic, starter, developer, advanced or business"
                    .formatted(name));
        }
    }
}
