package io.microtape.model.profile;

/**
 * The thresholds of the GO / NO-GO checks. Shares are of the manifest's events, in percent.
 *
 * @param eventsMin       fewest events
 * @param eventsMax       most events
 * @param symbolsMin      fewest distinct symbols
 * @param scoreMedianMin  least median score
 * @param rvolMedianMin   least median relative volume of the day
 * @param top20ShareMax   most events that the 20 busiest symbols may hold, percent
 * @param pm              share of premarket events
 * @param rth             share of regular-hours events
 * @param ah              share of after-hours events
 * @param storageGbP90Max most gigabytes (10^9 bytes) at the estimate's 90th percentile
 * @param daysP90Max      most days of download at the estimate's 90th percentile
 * @param recommended     thresholds whose miss is a warning; those above refuse
 */
public record Checks(int eventsMin, int eventsMax, int symbolsMin, double scoreMedianMin, double rvolMedianMin,
        double top20ShareMax, Band pm, Band rth, Band ah, double storageGbP90Max, double daysP90Max,
        RecommendedThresholds recommended) {
    public Checks {
        Limits.inRange("checks.events_min", eventsMin, 0, 10_000_000);
        Limits.inRange("checks.events_max", eventsMax, 0, 10_000_000);
        Limits.ordered("checks.events_min", eventsMin, "checks.events_max", eventsMax);
        Limits.inRange("checks.symbols_min", symbolsMin, 0, 1_000_000);
        Limits.inRange("checks.score_median_min", scoreMedianMin, 0, 1);
        Limits.inRange("checks.rvol_median_min", rvolMedianMin, 0, 1e6);
        Limits.inRange("checks.top20_share_max", top20ShareMax, 0, 100);
        Limits.inRange("checks.storage_gb_p90_max", storageGbP90Max, 0, 1e9);
        Limits.inRange("checks.days_p90_max", daysP90Max, 0, 1e6);
    }

    /** An allowed share in percent, both ends included. */
    public record Band(double min, double max) {
        public Band {
            Limits.inRange("min", min, 0, 100);
            Limits.inRange("max", max, 0, 100);
            Limits.ordered("min", min, "max", max);
        }
    }
}
