package io.microtape.model.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * How a downloader process stands, published on the bus once a second; it may be lost.
 *
 * @param downloader       its name
 * @param workers          captures that it can have in flight
 * @param busy             requests that it has in flight
 * @param allowedPerSecond requests that the whole fleet's budget allows now
 * @param usedPerSecond    requests that this process made, over the last seconds
 * @param requests         requests that it made since its start
 * @param throttled5m      429s that it got in the last five minutes
 * @param pausedUntil      until when a 429 holds the fleet back; empty when none does
 * @param breaker          the circuit to the vendor
 */
public record DownloaderReport(String downloader, int workers, int busy, double allowedPerSecond, double usedPerSecond,
        long requests, long throttled5m, Optional<Instant> pausedUntil, Breaker breaker) {
    /** Where it is published. */
    public static final String ADDRESS = "microtape.fleet";

    /**
     * The circuit to the vendor.
     *
     * @param retryAt when an open one lets a request try; empty otherwise
     */
    public record Breaker(CircuitState state, Optional<Instant> retryAt) {
        public static final Breaker CLOSED = new Breaker(CircuitState.CLOSED, Optional.empty());
    }
}
