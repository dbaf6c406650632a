package io.microtape.runtime.coverage;

import io.microtape.model.run.Run;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.runtime.ledger.RunRecords;

/** Runs with how far each is: one, or those that somebody asks for. */
public final class RunStatuses {
    private final RunRecords runs;
    private final Coverages coverages;

    RunStatuses(RunRecords runs, Coverages coverages) {
        this.runs = runs;
        this.coverages = coverages;
    }

    /**
     * The run of that id.
     *
     * @throws LedgerException when there is none
     */
    public RunStatus get(String runId) {
        return of(runs.get(runId));
    }

    /** How far a run is. */
    public RunStatus of(Run run) {
        return new RunStatus(run, coverages.progress(run));
    }

    /** A page of runs. */
    public RunPage page(RunAsk ask) {
        return RunPage.of(runs.matching(ask).stream().map(this::of).toList(), runs.count(ask), ask);
    }
}
