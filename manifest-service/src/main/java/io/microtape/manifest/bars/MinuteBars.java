package io.microtape.manifest.bars;

import io.microtape.manifest.input.FileIdentity;
import io.microtape.model.session.NewYorkTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One-minute bars, sorted by symbol and minute; bar {@code i} of all arrays belongs together. A minute without a trade has
 * no bar.
 *
 * @param files  where they came from; empty when none were given
 * @param ranges by symbol, where its bars stand
 * @param minute start of the minute, in minutes since 1970-01-01T00:00Z
 * @param volume shares, never missing
 * @param vwap   volume-weighted price of the minute, USD; NaN where the file has none
 */
public record MinuteBars(List<FileIdentity> files, Map<String, BarRange> ranges, int[] minute, double[] volume,
        double[] vwap) {
    /** No minute bars were given: the events stay as they are. */
    public static final MinuteBars NONE = new MinuteBars(List.of(), Map.of(), new int[0], new double[0], new double[0]);
    /** Bars whose mean volume a minute is measured against; the minute itself is never one of them. */
    public static final int BASE_BARS = 20;
    /** Stands for no bar. */
    public static final int NO_BAR = -1;

    private static final long NANOS_PER_MINUTE = 60_000_000_000L;

    /** Whether there was any file of minute bars. */
    public boolean given() {
        return !files.isEmpty();
    }

    /** The bar of the minute that starts at {@code epochNanos}, or {@link #NO_BAR}; an instant inside a minute has none. */
    public int bar(BarRange range, long epochNanos) {
        if (Math.floorMod(epochNanos, NANOS_PER_MINUTE) != 0) {
            return NO_BAR;
        }
        int found = Arrays.binarySearch(minute, range.from(), range.to(), minute(epochNanos));
        return found < 0 ? NO_BAR : found;
    }

    /**
     * Volume of a bar over the mean volume of the symbol's 20 bars before it on the same New York date, whatever session
     * they belong to; NaN when there are fewer, or when they all are zero.
     */
    public double spike(BarRange range, int bar) {
        int first = bar - BASE_BARS;
        if (first < range.from() || day(first) != day(bar)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int before = first; before < bar; before++) {
            sum += volume[before];
        }
        return sum > 0 ? volume[bar] / (sum / BASE_BARS) : Double.NaN;
    }

    static int minute(long epochNanos) {
        return (int) Math.floorDiv(epochNanos, NANOS_PER_MINUTE);
    }

    private int day(int bar) {
        return NewYorkTime.epochDay(minute[bar] * NANOS_PER_MINUTE);
    }
}
