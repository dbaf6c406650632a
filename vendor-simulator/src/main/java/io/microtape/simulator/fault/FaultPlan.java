package io.microtape.simulator.fault;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which requests go wrong, and how. The decision is a pure function of the seed, the request's target (path and query
 * without the key, so neither host nor port) and how often that target was asked before: the same client against the
 * same plan meets the same faults in any order of requests, and a retry draws anew.
 *
 * @param rates the share of requests that meet each fault, each in [0, 1], at most 1 in total
 */
public record FaultPlan(long seed, Map<Fault, Double> rates) {
    public static final FaultPlan NONE = new FaultPlan(0, Map.of());

    public FaultPlan {
        double total = 0;
        for (var rate : rates.entrySet()) {
            if (!(rate.getValue() >= 0 && rate.getValue() <= 1)) {
                throw new IllegalArgumentException("the rate of %s is %s; it must lie in [0, 1]".formatted(
                        rate.getKey().word(), rate.getValue()));
            }
            total += rate.getValue();
        }
        // Ten times 0.1 is a little more than 1 in binary.
        if (total > 1 + 1e-9) {
            throw new IllegalArgumentException("the fault rates add up to %s; at most 1 is possible".formatted(total));
        }
        rates = Map.copyOf(rates);
    }

    /**
     * A plan from text like {@code rate_limited=0.1,transient=0.2}: names of faults or of kinds, or {@code all}. The rate of
     * a kind is spread evenly over its faults; rates of the same fault add up. Blank text is no fault at all.
     *
     * @throws IllegalArgumentException saying which part is wrong
     */
    public static FaultPlan parse(String text, long seed) {
        return new FaultPlan(seed, FaultRates.parse(text));
    }

    /** The fault that the n-th request for a target meets; {@code earlier} is n - 1. */
    public Optional<Fault> decide(String target, int earlier) {
        double draw = draw(target, earlier);
        double reached = 0;
        for (Fault fault : Fault.values()) {
            reached += rates.getOrDefault(fault, 0.0);
            if (draw < reached) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        return rates.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(rate -> rate.getKey().word() + "=" + rate.getValue()).collect(Collectors.joining(","));
    }

    private double draw(String target, int earlier) {
        long hash = seed;
        for (int i = 0; i < target.length(); i++) {
            hash = mixed(hash + target.charAt(i));
        }
        return (mixed(hash + earlier) >>> 11) * 0x1.0p-53;
    }

    /** The output function of SplitMix64 (Steele, Lea, Flood 2014), with its increment. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
