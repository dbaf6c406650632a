package io.microtape.manifest.checks;

import io.microtape.model.capture.Tape;
import java.util.Set;

/**
 * What capturing a manifest will cost, at the 50th and 90th percentile. Storage in gigabytes of 10^9 bytes, time in days of
 * uninterrupted download.
 *
 * @param windows    distinct windows: event types that share symbol and minute are captured once
 * @param provenance where the figures come from: {@code placeholder} means documented assumptions, nothing measured
 */
public record CaptureEstimate(int windows, double storageGbP50, double storageGbP90, double daysP50, double daysP90,
        String provenance) {
    private static final double TRADES_MB_P50 = 8.5;
    private static final double TRADES_MB_P90 = 25;
    private static final double QUOTES_MB_P50 = 3.2;
    private static final double QUOTES_MB_P90 = 12;
    private static final double SECONDS_P50 = 12;
    private static final double SECONDS_P90 = 18;
    private static final double MB_PER_GB = 1_000;
    private static final double SECONDS_PER_DAY = 86_400;

    /** The documented assumptions: megabytes by window and tape, seconds by window. */
    public static CaptureEstimate placeholder(int windows, Set<Tape> tapes) {
        boolean trades = tapes.contains(Tape.TRADES);
        boolean quotes = tapes.contains(Tape.QUOTES);
        double p50 = (trades ? TRADES_MB_P50 : 0) + (quotes ? QUOTES_MB_P50 : 0);
        double p90 = (trades ? TRADES_MB_P90 : 0) + (quotes ? QUOTES_MB_P90 : 0);
        double timed = tapes.isEmpty() ? 0 : windows;
        return new CaptureEstimate(windows, windows * p50 / MB_PER_GB, windows * p90 / MB_PER_GB,
                timed * SECONDS_P50 / SECONDS_PER_DAY, timed * SECONDS_P90 / SECONDS_PER_DAY, "placeholder");
    }
}
