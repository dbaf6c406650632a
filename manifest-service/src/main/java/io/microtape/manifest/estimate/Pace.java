package io.microtape.manifest.estimate;

import io.microtape.model.vendor.Plan;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How fast a run goes at most under a configuration.
 *
 * @param workers           captures in flight at once
 * @param requestsPerSecond budget of the whole fleet
 */
public record Pace(int workers, double requestsPerSecond) {
    private static final double SECONDS_PER_MINUTE = 60;

    /**
     * The pace of these settings, of which the downloader has its own, stricter reading.
     *
     * @throws ConfigException when the plan is none
     */
    public static Pace of(Config config) {
        Map<?, ?> polygon = config.block("polygon", Map.class);
        Map<?, ?> downloader = config.block("downloader", Map.class);
        OptionalInt perMinute = plan(String.valueOf(polygon.get("plan"))).requestsPerMinute();
        return new Pace(((Number) downloader.get("workers")).intValue(), perMinute.isPresent()
                ? perMinute.getAsInt() / SECONDS_PER_MINUTE
                : ((Number) polygon.get("requests_per_second")).doubleValue());
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
