package io.microtape.status.http;

import io.microtape.model.capture.EventBar;

/** The bar that an event brought; what the event did not say is null. */
public record EventJson(Double open, Double high, Double low, Double close, Double volume, Double spikeX) {
    public static EventJson of(EventBar bar) {
        return new EventJson(orNull(bar.open()), orNull(bar.high()), orNull(bar.low()), orNull(bar.close()),
                orNull(bar.volume()), orNull(bar.spikeX()));
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
