package io.microtape.model.run;

import java.util.Optional;

/**
 * What somebody wants of a run's budget: what is absent stays as it is, and 0 lifts a limit.
 *
 * @param requests requests of the vendor
 * @param bytes    bytes of published files
 * @param millis   milliseconds as a running run
 */
public record BudgetChange(Optional<Long> requests, Optional<Long> bytes, Optional<Long> millis) {
    /** Leaves everything as it is. */
    public static final BudgetChange NONE = new BudgetChange(Optional.empty(), Optional.empty(), Optional.empty());

    private static final double BYTES_PER_GB = 1e9;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double MOST = 1e15;

    /**
     * As people give it.
     *
     * @param gigabytes of 10^9 bytes
     * @throws IllegalArgumentException when a number is negative, or no number; the message says which
     */
    public static BudgetChange of(Optional<Long> requests, Optional<Double> gigabytes, Optional<Double> hours) {
        requests.ifPresent(most -> refuseOutOfRange("requests", most));
        gigabytes.ifPresent(most -> refuseOutOfRange("gigabytes", most));
        hours.ifPresent(most -> refuseOutOfRange("hours", most));
        return new BudgetChange(requests, gigabytes.map(most -> whole(most * BYTES_PER_GB)),
                hours.map(most -> whole(most * MILLIS_PER_HOUR)));
    }

    /** The budget as changed. */
    public RunBudget of(RunBudget before) {
        return new RunBudget(limit(requests, before.requests()), limit(bytes, before.bytes()),
                limit(millis, before.millis()));
    }

    /** Rounded up, so that a tiny budget is one and does not lift the limit. */
    private static long whole(double value) {
        return (long) Math.ceil(value);
    }

    private static Optional<Long> limit(Optional<Long> wanted, Optional<Long> before) {
        return wanted.or(() -> before).filter(most -> most > 0);
    }

    private static void refuseOutOfRange(String name, double most) {
        if (!(most >= 0 && most <= MOST)) {
            throw new IllegalArgumentException(
                    "a budget of %s %s; allowed is 0 (no limit) and more".formatted(most, name));
        }
    }
}
