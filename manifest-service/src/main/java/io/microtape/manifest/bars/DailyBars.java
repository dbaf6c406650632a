package io.microtape.manifest.bars;

import io.microtape.manifest.input.FileIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Daily bars with the day's metrics, sorted by symbol and date; bar {@code i} of all arrays belongs together. The
 * sessions before a bar are the symbol's bars dated strictly before it.
 *
 * @param files        where they came from; empty when no bars were given
 * @param ranges       by symbol, where its bars stand
 * @param day          days since 1970-01-01
 * @param dollarVolume day volume times day VWAP, USD; NaN where missing
 * @param rvol         dollar volume over the mean of the 20 sessions before; NaN where there are fewer
 * @param shortSaleRestricted {@link DayMetrics#TRUE}, {@link DayMetrics#FALSE} or {@link DayMetrics#UNKNOWN}
 * @param gaps         trading days without a bar
 */
public record DailyBars(List<FileIdentity> files, Map<String, BarRange> ranges, int[] day, double[] dollarVolume,
        double[] rvol, byte[] shortSaleRestricted, Gaps gaps) {
    private static final int NEAR = 8;

    /** No bars were given: every daily metric is missing. */
    public static final DailyBars NONE = new DailyBars(List.of(), Map.of(), new int[0], new double[0], new double[0],
            new byte[0], Gaps.NONE);

    /** Whether there was any file of daily bars. */
    public boolean given() {
        return !files.isEmpty();
    }

    /** The bar of a symbol's range on a day, or a negative number. */
    public int bar(BarRange range, int epochDay) {
        int first = day[range.from()];
        int span = day[range.to() - 1] - first;
        if (epochDay < first || epochDay > first + span) {
            return -1;
        }
        // Trading days are nearly evenly spaced: the bar is near where it would be if they were.
        int bars = range.to() - range.from() - 1;
        int guess = range.from() + (span == 0 ? 0 : (int) ((long) (epochDay - first) * bars / span));
        int low = Math.max(range.from(), guess - NEAR);
        int high = Math.min(range.to(), guess + NEAR);
        return day[low] <= epochDay && epochDay <= day[high - 1]
                ? Arrays.binarySearch(day, low, high, epochDay)
                : Arrays.binarySearch(day, range.from(), range.to(), epochDay);
    }
}
