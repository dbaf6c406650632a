package io.microtape.model.profile;

/**
 * The least liquidity that an event of one session must show: {@link LiquidityFilters} as they apply there.
 *
 * @param minDollarVolumeBar   USD traded in the event minute
 * @param minAbsoluteVolumeBar shares traded in the event minute
 * @param maxSpreadProxyPct    bar range over price, percent, [0, 100]
 * @param minDollarVolumeDay   USD traded on the event's day
 * @param rvolDayMin           day's dollar volume over the mean of the 20 sessions before
 */
public record LiquidityThresholds(double minDollarVolumeBar, double minAbsoluteVolumeBar, double maxSpreadProxyPct,
        double minDollarVolumeDay, double rvolDayMin) {}
