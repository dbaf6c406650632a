package io.microtape.manifest.selection;

import io.microtape.manifest.selection.DiversityCaps.Caps;
import io.microtape.manifest.selection.Selection.Stages;
import io.microtape.model.profile.IntradayManifest;
import io.microtape.model.profile.LiquidityFilters;
import io.microtape.model.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What one more step of each cap and threshold would give: caps by one event, dollar volumes, shares and prices by 10 %,
 * the spread by one point, relative volume by 0.1, the score by 0.05, the size of the manifest by 10 %. A threshold that
 * differs by session is loosened by the same step in each. Relaxed events stay.
 */
public final class MarginalEffects {
    private static final double PART = 0.1;
    private static final double SPREAD_STEP = 1;
    private static final double RVOL_STEP = 0.1;
    private static final double SCORE_STEP = 0.05;
    private static final double PERCENT = 100;

    private final Selection selection;
    private final Stages stages;
    private final IntradayManifest limits;
    private final Caps caps;
    private final Trial trial;
    private final List<MarginalEffect> effects = new ArrayList<>();

    private MarginalEffects(Selection selection, IntradayManifest limits) {
        this.selection = selection;
        this.stages = selection.stages();
        this.limits = limits;
        this.caps = Caps.of(limits);
        this.trial = stages.trial();
    }

    /** One for each cap and threshold, in the order in which the stages ask. */
    public static List<MarginalEffect> of(Selection selection, Profile profile) {
        var effects = new MarginalEffects(selection, profile.intradayManifest());
        effects.quality();
        effects.liquidity(profile.liquidityFilters());
        effects.caps();
        return effects.effects;
    }

    private void quality() {
        double[] price = selection.enriched().vwapMin();
        double score = limits.minEventScore() - SCORE_STEP;
        loosened("intraday_manifest.min_event_score", QualityRules.SCORE, limits.minEventScore(), score,
                row -> selection.score()[row] >= score);
        double low = limits.priceMin() * (1 - PART);
        loosened("intraday_manifest.price_min", QualityRules.PRICE, limits.priceMin(), low,
                row -> price[row] >= low && price[row] <= limits.priceMax());
        double high = limits.priceMax() * (1 + PART);
        loosened("intraday_manifest.price_max", QualityRules.PRICE, limits.priceMax(), high,
                row -> price[row] >= limits.priceMin() && price[row] <= high);
    }

    private void liquidity(LiquidityFilters filters) {
        var enriched = selection.enriched();
        part("min_dollar_volume_bar", LiquidityRules.DOLLAR_VOLUME_BAR, filters.minDollarVolumeBar(),
                row -> enriched.dollarVolumeBar()[row] >= filters.in(enriched.session()[row]).minDollarVolumeBar()
                        * (1 - PART));
        part("min_absolute_volume_bar", LiquidityRules.VOLUME, filters.minAbsoluteVolumeBar(),
                row -> enriched.volume()[row] >= filters.in(enriched.session()[row]).minAbsoluteVolumeBar()
                        * (1 - PART));
        loosened("liquidity_filters.max_spread_proxy_pct", LiquidityRules.SPREAD, filters.maxSpreadProxyPct(),
                filters.maxSpreadProxyPct() + SPREAD_STEP,
                row -> enriched.spreadProxy()[row] <= (filters.in(enriched.session()[row]).maxSpreadProxyPct()
                        + SPREAD_STEP) / PERCENT);
        part("min_dollar_volume_day", LiquidityRules.DOLLAR_VOLUME_DAY, filters.minDollarVolumeDay(),
                row -> enriched.dollarVolumeDay()[row] >= filters.in(enriched.session()[row]).minDollarVolumeDay()
                        * (1 - PART));
        loosened("liquidity_filters.rvol_day_min", LiquidityRules.RVOL_DAY, filters.rvolDayMin(),
                filters.rvolDayMin() - RVOL_STEP, row -> enriched.rvolDay()[row] >= filters
                        .in(enriched.session()[row]).rvolDayMin() - RVOL_STEP);
    }

    private void caps() {
        capped("max_per_symbol_day", caps.perDay(), new Caps(caps.perDay() + 1, caps.perMonth(), caps.perSymbol()));
        capped("max_per_symbol_month", caps.perMonth(), new Caps(caps.perDay(), caps.perMonth() + 1, caps.perSymbol()));
        capped("max_per_symbol", caps.perSymbol(), new Caps(caps.perDay(), caps.perMonth(), caps.perSymbol() + 1));
        int more = limits.maxEvents() + Math.max(1, (int) (limits.maxEvents() * PART));
        effect("intraday_manifest.max_events", limits.maxEvents(), more, stages.relaxed().pool(), more);
    }

    private void part(String key, Reason reason, double from, IntPredicate admitted) {
        loosened("liquidity_filters." + key, reason, from, from * (1 - PART), admitted);
    }

    private void loosened(String setting, Reason reason, double from, double to, IntPredicate admitted) {
        effect(setting, from, to, trial.without(reason, admitted, caps), limits.maxEvents());
    }

    private void capped(String key, int from, Caps looser) {
        effect("intraday_manifest." + key, from, from + 1.0, trial.with(looser), limits.maxEvents());
    }

    private void effect(String setting, double from, double to, int[] pool, int most) {
        var relaxed = stages.relaxed();
        Balance.Choice choice = stages.balance().choose(new Relaxed(pool, relaxed.step(), relaxed.steps()), most);
        effects.add(new MarginalEffect(setting, from, to, pool.length - relaxed.pool().length,
                choice.events() - selection.rows().length));
    }
}
