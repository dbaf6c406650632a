package io.microtape.simulator.fault;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Applies a plan to requests as they come: it counts how often each target was asked. Counts are kept for the 200,000
 * targets asked last, so that an endless run does not fill the memory; an older one starts again at zero.
 */
public final class FaultGenerator {
    private static final int MAX_TARGETS = 200_000;

    private final FaultPlan plan;
    private final LinkedHashMap<String, Integer> asked = new LinkedHashMap<>(16, 0.75f, true);

    public FaultGenerator(FaultPlan plan) {
        this.plan = plan;
    }

    /**
     * A fault that one request is to meet.
     *
     * @param earlier how often its target was asked before
     */
    public record Due(Fault fault, int earlier) {}

    /** The fault for one more request of this target. */
    public synchronized Optional<Due> next(String target) {
        if (plan.rates().isEmpty()) {
            return Optional.empty();
        }
        int earlier = asked.merge(target, 1, Integer::sum) - 1;
        if (asked.size() > MAX_TARGETS) {
            asked.pollFirstEntry();
        }
        return plan.decide(target, earlier).map(fault -> new Due(fault, earlier));
    }
}
