package io.microtape.model.profile;

/**
 * The least liquidity an event's bar and day must show.
 *
 * @param minDollarVolumeBar   USD traded in the event minute
 * @param minAbsoluteVolumeBar shares traded in the event minute
 * @param maxSpreadProxyPct    bar range over price, percent, [0, 100]
 * @param minDollarVolumeDay   USD traded on the event's day
 * @param rvolDayMin           day's dollar volume over the mean of the 20 sessions before
 */
public record LiquidityFilters(double minDollarVolumeBar, double minAbsoluteVolumeBar, double maxSpreadProxyPct,
        double minDollarVolumeDay, double rvolDayMin) {
    public LiquidityFilters {
        Limits.inRange("liquidity_filters.min_dollar_volume_bar", minDollarVolumeBar, 0, 1e12);
        Limits.inRange("liquidity_filters.min_absolute_volume_bar", minAbsoluteVolumeBar, 0, 1e12);
        Limits.inRange("liquidity_filters.max_spread_proxy_pct", maxSpreadProxyPct, 0, 100);
        Limits.inRange("liquidity_filters.min_dollar_volume_day", minDollarVolumeDay, 0, 1e15);
        Limits.inRange("liquidity_filters.rvol_day_min", rvolDayMin, 0, 1e6);
    }
}
