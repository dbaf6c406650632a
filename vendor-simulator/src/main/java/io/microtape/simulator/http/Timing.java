package io.microtape.simulator.http;

import java.time.Clock;
import java.time.Duration;

/**
 * How answers go over the wire.
 *
 * @param latency how long each waits before it is begun
 * @param dripPause between two pieces of one that drips
 * @param oversize bytes behind the page of one that is too large
 */
public record Timing(Clock clock, Duration latency, Duration dripPause, long oversize) {}
