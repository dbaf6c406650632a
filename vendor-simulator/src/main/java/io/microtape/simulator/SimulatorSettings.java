package io.microtape.simulator;

import io.microtape.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a simulator behaves.
 *
 * @param port where it listens on 127.0.0.1; 0 lets the system choose
 * @param apiKey the one key that is accepted, not blank
 * @param requestsPerSecond more than these are answered with 429; empty for no limit
 * @param requestsPerMinute the same by the minute; both may be set
 * @param retryAfter whether those 429 carry a {@code Retry-After} header
 * @param latency how long every answer waits before it is begun, in whole milliseconds
 * @param faults what goes wrong on purpose
 */
public record SimulatorSettings(int port, String apiKey, OptionalInt requestsPerSecond, OptionalInt requestsPerMinute,
        boolean retryAfter, Duration latency, FaultPlan faults) {

    public SimulatorSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port %d is not in 0..65535".formatted(port));
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("the simulator needs a key that it accepts");
        }
        if (requestsPerSecond.orElse(1) < 1 || requestsPerMinute.orElse(1) < 1) {
            throw new IllegalArgumentException("a request limit is at least 1; leave it out for no limit");
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency %s is negative".formatted(latency));
        }
    }

    /** A well-behaved vendor on a port that the system chooses: no limits, no latency, no faults. */
    public static SimulatorSettings accepting(String apiKey) {
        return new SimulatorSettings(0, apiKey, OptionalInt.empty(), OptionalInt.empty(), false, Duration.ZERO,
                FaultPlan.NONE);
    }

    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(newPort, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency,
                faults);
    }

    public SimulatorSettings withRequestsPerSecond(int limit) {
        return new SimulatorSettings(port, apiKey, OptionalInt.of(limit), requestsPerMinute, retryAfter, latency,
                faults);
    }

    public SimulatorSettings withRequestsPerMinute(int limit) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, OptionalInt.of(limit), retryAfter, latency,
                faults);
    }

    public SimulatorSettings withRetryAfter(boolean told) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, told, latency, faults);
    }

    public SimulatorSettings withLatency(Duration wait) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, wait, faults);
    }

    public SimulatorSettings withFaults(FaultPlan plan) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency, plan);
    }

    /** Without the key, so that it reaches no log by way of this record. */
    @Override
    public String toString() {
        return "SimulatorSettings[port=%d, requestsPerSecond=%s, requestsPerMinute=%s, retryAfter=%s, latency=%s, faults=%s]"
                .formatted(port, requestsPerSecond, requestsPerMinute, retryAfter, latency, faults.text());
    }
}
