package io.microtape.manifest.run;

import io.microtape.runtime.cost.CaptureKind;
import io.microtape.runtime.cost.Estimator;
import io.microtape.runtime.cost.Totals;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.RunCaptures.Cause;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a part of a run will cost. */
public final class RunCosts {
    private final Ledger ledger;
    private final Estimator estimator;

    public RunCosts(Ledger ledger, Estimator estimator) {
        this.ledger = ledger;
        this.estimator = estimator;
    }

    /**
     * What a retry would ask again, and what that will cost.
     *
     * @param causes   the most frequent, at most 100
     * @param estimate of these captures alone, as of a manifest
     */
    public record Preview(String runId, long captures, List<Cause> causes, Totals estimate) {}

    /**
     * Looks at a retry without doing it.
     *
     * @throws LedgerException when there is no such run
     */
    public Preview retry(String runId, Set<CaptureState> states) {
        Run run = ledger.runs().get(runId);
        Totals estimate = of(run, states);
        return new Preview(runId, estimate.captures(), ledger.runCaptures().causes(run, states), estimate);
    }

    /** What the captures of a run in these states will cost. */
    public Totals of(Run run, Set<CaptureState> states) {
        SortedMap<CaptureKind, Integer> kinds = new TreeMap<>();
        ledger.runCaptures().kinds(run, states).forEach(kind -> kinds.merge(new CaptureKind(kind.eventType(),
                kind.session(), kind.tape(), kind.beforeNanos(), kind.afterNanos(), kind.policy()), kind.captures(),
                Integer::sum));
        return estimator.of(kinds);
    }
}
