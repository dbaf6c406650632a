package io.microtape.manifest.run;

import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.runtime.http.ProblemException;
import java.util.Optional;

/** Asks for a run, in the words of {@link RunRequest}: the body of the REST call, and what a command says. */
public record RunStart(String manifestId, Optional<String> tapes, Optional<String> waves, Optional<Integer> limit,
        Optional<Integer> pilot, Optional<RunOrder> order, Optional<Long> maxRequests, Optional<Double> maxGb,
        Optional<Double> maxHours) {

    /**
     * What the words mean.
     *
     * @throws ProblemException when one cannot be understood
     */
    public RunRequest request() {
        return new RunRequest(tapes.map(RunRequest::tapes), waves.map(RunRequest::waves).orElse(RunScope.ALL_WAVES),
                limit, pilot, order, budget().change());
    }

    private BudgetWords budget() {
        return new BudgetWords(maxRequests, maxGb, maxHours);
    }
}
