package io.microtape.runtime.cost;

import io.microtape.model.capture.Tape;
import java.util.List;
import java.util.SortedMap;

/**
 * What capturing a manifest will cost, by {@link Estimator}. Storage in gigabytes of 10^9 bytes, time in days of
 * uninterrupted download.
 *
 * @param windows      distinct windows: event types that share symbol and minute are captured once
 * @param total        all captures together
 * @param hoursBoundBy what the hours come from: {@code workers}, {@code requests_per_second}, or {@code placeholder} where
 *                     no capture's time is known
 * @param byTape       the captures of each tape; the hours of a tape are those it adds, with both tapes waiting for the same
 *                     workers
 * @param cells        by kind of capture
 */
public record CaptureEstimate(int windows, Totals total, String hoursBoundBy, SortedMap<Tape, Totals> byTape,
        List<CellEstimate> cells) {
    private static final double BYTES_PER_GB = 1e9;
    private static final double HOURS_PER_DAY = 24;

    /** In 10^9 bytes; nine of ten outcomes are below. */
    public double storageGbP90() {
        return total.bytes().p90() / BYTES_PER_GB;
    }

    /** In days of 24 hours; nine of ten outcomes are below. */
    public double daysP90() {
        return total.hours().p90() / HOURS_PER_DAY;
    }
}
