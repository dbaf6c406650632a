package io.microtape.runtime.ledger;

import io.microtape.model.run.Run;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Runs with how far each is: one, or those that somebody asks for. */
public final class RunStatuses {
    private final Jdbi jdbi;
    private final RunCaptures captures;

    RunStatuses(Jdbi jdbi, RunCaptures captures) {
        this.jdbi = jdbi;
        this.captures = captures;
    }

    /**
     * The run of that id.
     *
     * @throws LedgerException when there is none
     */
    public RunStatus get(String runId) {
        // In this order, so that what is told of a run without open captures is as of its end, or newer.
        long open = captures.open(jdbi.withHandle(handle -> RunRows.get(handle, runId)));
        Run run = jdbi.withHandle(handle -> RunRows.get(handle, runId));
        return new RunStatus(run, captures.progress(run), OptionalLong.of(open));
    }

    /** How far a run is. */
    public RunStatus of(Run run) {
        return new RunStatus(run, captures.progress(run), OptionalLong.empty());
    }

    /** A page of runs. */
    public RunPage page(RunAsk ask) {
        long total = jdbi.withHandle(handle -> query(handle, "select count(*)", ask, "").mapTo(Long.class).one());
        List<Run> runs = jdbi.withHandle(handle -> query(handle, "select *", ask,
                " order by " + ask.sort().sql() + " limit :limit offset :offset").bind("limit", ask.limit())
                .bind("offset", ask.offset()).map((row, _) -> RunRows.run(row)).list());
        return RunPage.of(runs.stream().map(this::of).toList(), total, ask);
    }

    private static Query query(Handle handle, String what, RunAsk ask, String rest) {
        Query query = handle.createQuery(what + " from run where 1 = 1"
                + ask.manifestId().map(_ -> " and manifest_id = :manifest").orElse("")
                + ask.state().map(_ -> " and state = :state").orElse("") + rest);
        ask.manifestId().ifPresent(manifest -> query.bind("manifest", manifest));
        ask.state().ifPresent(state -> query.bind("state", state.name()));
        return query;
    }
}
