package io.microtape.model.profile;

/**
 * The thresholds of the recommended checks: a miss is a warning. Shares are in percent.
 *
 * @param typeShareMax              most events that one event type may hold
 * @param typeShareMin              least that each event type of the input should hold
 * @param monthsMin                 fewest New York months with an event
 * @param dayShareMax               most events that one New York date may hold
 * @param dollarVolumeBarMedianMin  least median of the USD traded in the event minute
 * @param spreadMedianMax           most median spread proxy, percent
 * @param priceMeanMin              least mean price of the event minute, USD
 * @param priceMeanMax              most
 * @param labelDisagreementMax      most session labels of the input that may disagree with the market calendar
 */
public record RecommendedThresholds(double typeShareMax, double typeShareMin, int monthsMin, double dayShareMax,
        double dollarVolumeBarMedianMin, double spreadMedianMax, double priceMeanMin, double priceMeanMax,
        double labelDisagreementMax) {
    private static final String BLOCK = "checks.recommended.";

    public RecommendedThresholds {
        Limits.inRange(BLOCK + "type_share_max", typeShareMax, 0, 100);
        Limits.inRange(BLOCK + "type_share_min", typeShareMin, 0, 100);
        Limits.ordered(BLOCK + "type_share_min", typeShareMin, BLOCK + "type_share_max", typeShareMax);
        Limits.inRange(BLOCK + "months_min", monthsMin, 0, 10_000);
        Limits.inRange(BLOCK + "day_share_max", dayShareMax, 0, 100);
        Limits.inRange(BLOCK + "dollar_volume_bar_median_min", dollarVolumeBarMedianMin, 0, 1e12);
        Limits.inRange(BLOCK + "spread_median_max", spreadMedianMax, 0, 1e6);
        Limits.inRange(BLOCK + "price_mean_min", priceMeanMin, 0, 1e6);
        Limits.inRange(BLOCK + "price_mean_max", priceMeanMax, 0, 1e6);
        Limits.ordered(BLOCK + "price_mean_min", priceMeanMin, BLOCK + "price_mean_max", priceMeanMax);
        Limits.inRange(BLOCK + "label_disagreement_max", labelDisagreementMax, 0, 100);
    }
}
