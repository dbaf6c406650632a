package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.model.profile.LiquidityFilters;
import java.util.List;

/** Stage 2: whether enough trades in the event's minute and on its day. A missing daily metric passes here. */
final class LiquidityRules {
    private static final double PERCENT = 100;

    private LiquidityRules() {}

    static List<Rule> of(LiquidityFilters limits, Enrichment enriched) {
        return List.of(
                new Rule.AtLeast(reason("dollar_volume_bar_below_min"), enriched.dollarVolumeBar(),
                        limits.minDollarVolumeBar()),
                new Rule.AtLeast(reason("volume_below_min"), enriched.volume(), limits.minAbsoluteVolumeBar()),
                new Rule.AtMost(reason("spread_proxy_above_max"), enriched.spreadProxy(),
                        limits.maxSpreadProxyPct() / PERCENT),
                new Rule.AtLeast(reason("dollar_volume_day_below_min"), enriched.dollarVolumeDay(),
                        limits.minDollarVolumeDay()),
                new Rule.AtLeast(reason("rvol_day_below_min"), enriched.rvolDay(), limits.rvolDayMin()));
    }

    private static Reason reason(String name) {
        return new Reason(Stage.LIQUIDITY, name);
    }
}
