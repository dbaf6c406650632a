package io.microtape.model.profile;

import io.microtape.model.session.Session;
import java.util.OptionalDouble;

/**
 * The least liquidity an event's bar and day must show, and how sessions differ in it.
 *
 * @param minDollarVolumeBar   USD traded in the event minute
 * @param minAbsoluteVolumeBar shares traded in the event minute
 * @param maxSpreadProxyPct    bar range over price, percent, [0, 100]
 * @param minDollarVolumeDay   USD traded on the event's day
 * @param rvolDayMin           day's dollar volume over the mean of the 20 sessions before
 * @param pm                   what differs in premarket; the keys {@code PM}, {@code RTH} and {@code AH} are written so
 */
public record LiquidityFilters(double minDollarVolumeBar, double minAbsoluteVolumeBar, double maxSpreadProxyPct,
        double minDollarVolumeDay, double rvolDayMin, SsrHeuristic ssrHeuristic, InSession pm, InSession rth,
        InSession ah) {
    private static final String BLOCK = "liquidity_filters.";

    public LiquidityFilters {
        check(BLOCK, OptionalDouble.of(minDollarVolumeBar), OptionalDouble.of(minAbsoluteVolumeBar),
                OptionalDouble.of(maxSpreadProxyPct), OptionalDouble.of(minDollarVolumeDay),
                OptionalDouble.of(rvolDayMin));
        pm.check("PM");
        rth.check("RTH");
        ah.check("AH");
    }

    /** What applies in a session. */
    public LiquidityThresholds in(Session session) {
        InSession own = switch (session) {
            case PM -> pm;
            case RTH, CLOSED -> rth;
            case AH -> ah;
        };
        return new LiquidityThresholds(own.minDollarVolumeBar.orElse(minDollarVolumeBar),
                own.minAbsoluteVolumeBar.orElse(minAbsoluteVolumeBar), own.maxSpreadProxyPct.orElse(maxSpreadProxyPct),
                own.minDollarVolumeDay.orElse(minDollarVolumeDay), own.rvolDayMin.orElse(rvolDayMin));
    }

    /** The thresholds that one session has of its own. */
    public record InSession(OptionalDouble minDollarVolumeBar, OptionalDouble minAbsoluteVolumeBar,
            OptionalDouble maxSpreadProxyPct, OptionalDouble minDollarVolumeDay, OptionalDouble rvolDayMin) {
        private void check(String session) {
            LiquidityFilters.check(BLOCK + session + ".", minDollarVolumeBar, minAbsoluteVolumeBar, maxSpreadProxyPct,
                    minDollarVolumeDay, rvolDayMin);
        }
    }

    /**
     * When a day counts as one under the short sale restriction.
     *
     * @param enable           whether it is told at all
     * @param thresholdDownPct how far the day's low lies below the close before, percent; SEC Rule 201 says 10
     */
    public record SsrHeuristic(boolean enable, double thresholdDownPct) {
        public SsrHeuristic {
            Limits.inRange(BLOCK + "ssr_heuristic.threshold_down_pct", thresholdDownPct, 0, 100);
        }
    }

    private static void check(String block, OptionalDouble dollarBar, OptionalDouble volumeBar, OptionalDouble spread,
            OptionalDouble dollarDay, OptionalDouble rvol) {
        dollarBar.ifPresent(value -> Limits.inRange(block + "min_dollar_volume_bar", value, 0, 1e12));
        volumeBar.ifPresent(value -> Limits.inRange(block + "min_absolute_volume_bar", value, 0, 1e12));
        spread.ifPresent(value -> Limits.inRange(block + "max_spread_proxy_pct", value, 0, 100));
        dollarDay.ifPresent(value -> Limits.inRange(block + "min_dollar_volume_day", value, 0, 1e15));
        rvol.ifPresent(value -> Limits.inRange(block + "rvol_day_min", value, 0, 1e6));
    }
}
