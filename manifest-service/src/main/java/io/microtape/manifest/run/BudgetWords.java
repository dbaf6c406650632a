package io.microtape.manifest.run;

import io.microtape.model.run.BudgetChange;
import io.microtape.runtime.http.ProblemException;
import java.util.Optional;

/** What a run may use up, as people give it: gigabytes of 10^9 bytes, and hours. */
public record BudgetWords(Optional<Long> maxRequests, Optional<Double> maxGb, Optional<Double> maxHours) {
    /** Says nothing. */
    public static final BudgetWords NONE = new BudgetWords(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * What the numbers mean; 0 lifts a limit.
     *
     * @throws ProblemException when one is out of range
     */
    public BudgetChange change() {
        return RunRequest.budget(maxRequests, maxGb, maxHours);
    }
}
