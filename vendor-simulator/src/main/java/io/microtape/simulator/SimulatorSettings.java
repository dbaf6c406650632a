package io.microtape.simulator;

import io.microtape.simulator.availability.Entitlement;
import io.microtape.simulator.availability.Hole;
import io.microtape.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.List;
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
 * @param entitlement what the key's plan includes
 * @param holes days whose rows are not there yet
 * @param dripPause between two of the 20 pieces of an answer that drips, in whole milliseconds, at least one
 * @param oversize spaces behind a page that is to be too large, at least one; more than the client's cap
 */
public record SimulatorSettings(int port, String apiKey, OptionalInt requestsPerSecond, OptionalInt requestsPerMinute,
        boolean retryAfter, Duration latency, FaultPlan faults, Entitlement entitlement, List<Hole> holes,
        Duration dripPause, long oversize) {
    private static final Duration DRIP_PAUSE = Duration.ofMillis(50);
    /** A little above {@code polygon.max_body_bytes}. */
    private static final long OVERSIZE = 300L << 20;

    public SimulatorSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port %d is not in 0..65535".formatted(port));
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("the simulator needs a key that it accepts");
        }
        checkLimit(requestsPerSecond);
        checkLimit(requestsPerMinute);
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency %s is negative".formatted(latency));
        }
        if (dripPause.toMillis() < 1 || oversize < 1) {
            throw new IllegalArgumentException("the pause of a drip is at least 1 ms, an oversize at least 1 byte");
        }
        holes = List.copyOf(holes);
    }

    /** A well-behaved vendor on a port that the system chooses: no limits, no latency, no faults. */
    public static SimulatorSettings accepting(String apiKey) {
        return new SimulatorSettings(0, apiKey, OptionalInt.empty(), OptionalInt.empty(), false, Duration.ZERO,
                FaultPlan.NONE, Entitlement.ALL, List.of(), DRIP_PAUSE, OVERSIZE);
    }

    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(newPort, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency, faults,
                entitlement, holes, dripPause, oversize);
    }

    public SimulatorSettings withRequestsPerSecond(int limit) {
        return new SimulatorSettings(port, apiKey, OptionalInt.of(limit), requestsPerMinute, retryAfter, latency,
                faults, entitlement, holes, dripPause, oversize);
    }

    public SimulatorSettings withRequestsPerMinute(int limit) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, OptionalInt.of(limit), retryAfter, latency,
                faults, entitlement, holes, dripPause, oversize);
    }

    public SimulatorSettings withRetryAfter(boolean told) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, told, latency, faults,
                entitlement, holes, dripPause, oversize);
    }

    public SimulatorSettings withLatency(Duration wait) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, wait, faults,
                entitlement, holes, dripPause, oversize);
    }

    public SimulatorSettings withFaults(FaultPlan plan) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency, plan,
                entitlement, holes, dripPause, oversize);
    }

    public SimulatorSettings withEntitlement(Entitlement plan) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency, faults,
                plan, holes, dripPause, oversize);
    }

    public SimulatorSettings withHoles(Hole... days) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency, faults,
                entitlement, List.of(days), dripPause, oversize);
    }

    public SimulatorSettings withDripPause(Duration pause) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency, faults,
                entitlement, holes, pause, oversize);
    }

    public SimulatorSettings withOversize(long bytes) {
        return new SimulatorSettings(port, apiKey, requestsPerSecond, requestsPerMinute, retryAfter, latency, faults,
                entitlement, holes, dripPause, bytes);
    }

    static void checkLimit(OptionalInt limit) {
        if (limit.orElse(1) < 1) {
            throw new IllegalArgumentException("a request limit is at least 1; leave it out for no limit");
        }
    }

    /** Without the key, so that it reaches no log by way of this record. */
    @Override
    public String toString() {
        return "SimulatorSettings[port=%d, requestsPerSecond=%s, requestsPerMinute=%s, retryAfter=%s, latency=%s, faults=%s, entitlement=%s, holes=%s]"
                .formatted(port, requestsPerSecond, requestsPerMinute, retryAfter, latency, faults.text(), entitlement,
                        holes);
    }
}
