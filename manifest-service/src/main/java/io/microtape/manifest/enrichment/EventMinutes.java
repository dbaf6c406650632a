package io.microtape.manifest.enrichment;

import io.microtape.manifest.bars.BarRange;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.Timestamps;
import java.util.Arrays;

/**
 * What is known about the minute of each event: what the event says itself, and where it says nothing, the minute bars.
 *
 * @param vwap   USD; NaN where neither knows it
 * @param spikeX volume over the mean volume of the bars before; NaN where neither knows it
 */
record EventMinutes(double[] vwap, double[] spikeX) {

    static EventMinutes of(EventTable events, MinuteBars bars) {
        if (!bars.given()) {
            return new EventMinutes(events.vwapMin(), events.spikeX());
        }
        double[] vwap = events.vwapMin().clone();
        double[] spikeX = events.spikeX().clone();
        BarRange[] ranges = Arrays.stream(events.symbol().dictionary()).map(bars.ranges()::get)
                .toArray(BarRange[]::new);
        for (int row = 0; row < events.rows(); row++) {
            BarRange range = events.symbol().isNull(row) || events.timestamp()[row] == Timestamps.MISSING
                    ? null
                    : ranges[events.symbol().codes()[row]];
            int bar = range == null ? MinuteBars.NO_BAR : bars.bar(range, events.timestamp()[row]);
            if (bar != MinuteBars.NO_BAR) {
                vwap[row] = Double.isNaN(vwap[row]) ? bars.vwap()[bar] : vwap[row];
                spikeX[row] = Double.isNaN(spikeX[row]) ? bars.spike(range, bar) : spikeX[row];
            }
        }
        return new EventMinutes(vwap, spikeX);
    }
}
