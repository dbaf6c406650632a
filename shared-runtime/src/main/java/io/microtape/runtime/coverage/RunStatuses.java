package io.microtape.runtime.coverage;

import io.microtape.model.run.Run;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.runtime.ledger.RunCaptures;
import io.microtape.runtime.ledger.RunRecords;
import java.util.OptionalLong;

/** Runs with how far each is: one, or those that somebody asks for. */
public final class RunStatuses {
    private final RunRecords runs;
    private final RunCaptures captures;
    private final Coverages coverages;

    RunStatuses(Ledger ledger, Coverages coverages) {
        this.runs = ledger.runs();
        this.captures = ledger.runCaptures();
        this.coverages = coverages;
    }

    /**
     * The run of that id, with how many of its captures are to be asked now.
     *
     * @throws LedgerException when there is none
     */
    public RunStatus get(String runId) {
        // In this order, so that what is told of a run without open captures is as of its end, or newer.
        long open = captures.open(runs.get(runId));
        Run run = runs.get(runId);
        return new RunStatus(run, coverages.progress(run), OptionalLong.of(open));
    }

    /** How far a run is. */
    public RunStatus of(Run run) {
        return new RunStatus(run, coverages.progress(run), OptionalLong.empty());
    }

    /** A page of runs. */
    public RunPage page(RunAsk ask) {
        return RunPage.of(runs.matching(ask).stream().map(this::of).toList(), runs.count(ask), ask);
    }
}
