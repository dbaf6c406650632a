package io.microtape.manifest.bars;

import io.microtape.model.profile.LiquidityFilters.SsrHeuristic;

/** What a day's bar says, given the bars of the same symbol before it. */
public final class DayMetrics {
    /** Sessions whose mean dollar volume the day is measured against; the day itself is never one of them. */
    public static final int BASE_SESSIONS = 20;
    public static final byte UNKNOWN = -1;
    public static final byte FALSE = 0;
    public static final byte TRUE = 1;

    private static final double PERCENT = 100;

    private DayMetrics() {}

    /** Relative volume of bar {@code i}, of a symbol whose bars begin at {@code first}; NaN if it cannot be told. */
    static double rvol(double[] dollarVolume, int first, int i) {
        if (i - first < BASE_SESSIONS) {
            return Double.NaN;
        }
        double sum = 0;
        for (int before = i - BASE_SESSIONS; before < i; before++) {
            sum += dollarVolume[before];
        }
        return sum > 0 ? dollarVolume[i] / (sum / BASE_SESSIONS) : Double.NaN;
    }

    /**
     * Whether the restriction was triggered on bar {@code i} or, then still in force, on the session before. It is measured
     * against the close of the session before: where that session has no bar, nobody knows. SEC Rule 201 restricts from a
     * low 10 % below that close on.
     *
     * @param rule from which low on; a day is unknown when the rule is off
     */
    static byte shortSaleRestricted(double[] low, double[] close, int[] day, TradingDays tradingDays, int first,
            int i, SsrHeuristic rule) {
        if (!rule.enable() || i == first || tradingDays.between(day[i - 1], day[i]) > 0) {
            return UNKNOWN;
        }
        double partOfClose = 1 - rule.thresholdDownPct() / PERCENT;
        byte today = triggered(low, close, i, partOfClose);
        byte before = i - 1 == first || tradingDays.between(day[i - 2], day[i - 1]) > 0
                ? UNKNOWN
                : triggered(low, close, i - 1, partOfClose);
        if (today == TRUE || before == TRUE) {
            return TRUE;
        }
        return today == FALSE && before == FALSE ? FALSE : UNKNOWN;
    }

    private static byte triggered(double[] low, double[] close, int i, double partOfClose) {
        if (Double.isNaN(low[i]) || Double.isNaN(close[i - 1])) {
            return UNKNOWN;
        }
        return low[i] <= partOfClose * close[i - 1] ? TRUE : FALSE;
    }
}
