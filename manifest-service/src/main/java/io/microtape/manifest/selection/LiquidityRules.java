package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.model.profile.LiquidityFilters;
import io.microtape.model.profile.LiquidityThresholds;
import io.microtape.model.session.Session;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Stage 2: whether enough trades in the event's minute and on its day, by the thresholds of its session. A missing daily
 * metric passes here.
 */
final class LiquidityRules {
    static final Reason DOLLAR_VOLUME_BAR = reason("dollar_volume_bar_below_min");
    static final Reason VOLUME = reason("volume_below_min");
    static final Reason SPREAD = reason("spread_proxy_above_max");
    static final Reason DOLLAR_VOLUME_DAY = reason("dollar_volume_day_below_min");
    static final Reason RVOL_DAY = reason("rvol_day_below_min");

    private static final double PERCENT = 100;

    private LiquidityRules() {}

    static List<Rule> of(LiquidityFilters limits, Enrichment enriched) {
        return List.of(
                atLeast(DOLLAR_VOLUME_BAR, enriched.dollarVolumeBar(), limits, enriched,
                        LiquidityThresholds::minDollarVolumeBar),
                atLeast(VOLUME, enriched.volume(), limits, enriched, LiquidityThresholds::minAbsoluteVolumeBar),
                new Rule.AtMost(SPREAD, enriched.spreadProxy(), bySession(limits, enriched,
                        thresholds -> thresholds.maxSpreadProxyPct() / PERCENT)),
                atLeast(DOLLAR_VOLUME_DAY, enriched.dollarVolumeDay(), limits, enriched,
                        LiquidityThresholds::minDollarVolumeDay),
                atLeast(RVOL_DAY, enriched.rvolDay(), limits, enriched, LiquidityThresholds::rvolDayMin));
    }

    private static Rule atLeast(Reason reason, double[] metric, LiquidityFilters limits, Enrichment enriched,
            ToDoubleFunction<LiquidityThresholds> least) {
        return new Rule.AtLeast(reason, metric, bySession(limits, enriched, least));
    }

    private static SessionLimit bySession(LiquidityFilters limits, Enrichment enriched,
            ToDoubleFunction<LiquidityThresholds> limit) {
        return SessionLimit.of(enriched.session(), (Session session) -> limit.applyAsDouble(limits.in(session)));
    }

    private static Reason reason(String name) {
        return new Reason(Stage.LIQUIDITY, name);
    }
}
