package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.model.profile.LiquidityFilters;
import io.microtape.model.profile.LiquidityThresholds;
import java.util.List;

/**
 * The steps by which the liquidity thresholds of a session that has too few events are relaxed. Each holds what the ones
 * before it gave: (1) 10 % less on both dollar volumes, (2) one point more spread, (3) 20 % less on the bar's dollar
 * volume, (4) 0.1 less relative volume.
 */
final class Ladder {
    static final int STEPS = 4;
    /** Stands for an event that no step admits. */
    static final byte NEVER = Byte.MAX_VALUE;
    /** The only thresholds that are ever relaxed. */
    static final List<Reason> RELAXED = List.of(LiquidityRules.DOLLAR_VOLUME_BAR, LiquidityRules.DOLLAR_VOLUME_DAY,
            LiquidityRules.SPREAD, LiquidityRules.RVOL_DAY);

    private static final double PERCENT = 100;

    private final LiquidityFilters limits;
    private final Enrichment enriched;

    Ladder(LiquidityFilters limits, Enrichment enriched) {
        this.limits = limits;
        this.enriched = enriched;
    }

    /** What a step does, in words. */
    static String words(int step) {
        return switch (step) {
            case 1 -> "dollar volumes of bar and day 10 % lower";
            case 2 -> "spread one point wider";
            case 3 -> "dollar volume of the bar 20 % lower";
            case 4 -> "relative volume 0.1 lower";
            default -> throw new IllegalArgumentException("there is no step " + step);
        };
    }

    static LiquidityThresholds relaxed(LiquidityThresholds strict, int step) {
        double bar = step >= 3 ? 0.8 : 0.9;
        return new LiquidityThresholds(strict.minDollarVolumeBar() * bar, strict.minAbsoluteVolumeBar(),
                strict.maxSpreadProxyPct() + (step >= 2 ? 1 : 0), strict.minDollarVolumeDay() * 0.9,
                strict.rvolDayMin() - (step >= 4 ? 0.1 : 0));
    }

    /** The first step that admits a row which fails no other rules than these, or {@link #NEVER}. */
    byte firstStep(int row) {
        LiquidityThresholds strict = limits.in(enriched.session()[row]);
        for (byte step = 1; step <= STEPS; step++) {
            if (passes(row, relaxed(strict, step))) {
                return step;
            }
        }
        return NEVER;
    }

    /** As in {@link LiquidityRules}, a missing metric fails nothing here. */
    private boolean passes(int row, LiquidityThresholds thresholds) {
        return !(enriched.dollarVolumeBar()[row] < thresholds.minDollarVolumeBar()
                || enriched.spreadProxy()[row] > thresholds.maxSpreadProxyPct() / PERCENT
                || enriched.dollarVolumeDay()[row] < thresholds.minDollarVolumeDay()
                || enriched.rvolDay()[row] < thresholds.rvolDayMin());
    }
}
