package io.microtape.runtime.ledger;

import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunBudget;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.run.RunState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The executions over approved manifests: which there are, and how one begins. */
public final class RunRecords {
    private final Database database;
    private final Clock clock;

    RunRecords(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A page of the runs that somebody asks for. */
    public List<Run> matching(RunAsk ask) {
        return database.withHandle(handle -> query(handle, "select *", ask,
                " order by " + ask.sort().sql() + " limit :limit offset :offset").bind("limit", ask.limit())
                .bind("offset", ask.offset()).map((row, _) -> RunRows.run(row)).list());
    }

    /** How many runs there are on all pages. */
    public long count(RunAsk ask) {
        return database.withHandle(handle -> query(handle, "select count(*)", ask, "").mapTo(Long.class).one());
    }

    private static Query query(Handle handle, String what, RunAsk ask, String rest) {
        Query query = handle.createQuery(what + " from run where 1 = 1"
                + ask.manifestId().map(_ -> " and manifest_id = :manifest").orElse("")
                + ask.state().map(_ -> " and state = :state").orElse("") + rest);
        ask.manifestId().ifPresent(manifest -> query.bind("manifest", manifest));
        ask.state().ifPresent(state -> query.bind("state", state.name()));
        return query;
    }

    /**
     * How a run takes what it is about.
     *
     * @param windows the ids of its windows in that order; for a run of some windows only, just those
     */
    public record Sequence(RunOrder order, List<String> windows) {}

    /**
     * Starts a run: the manifest's captures in its scope that nobody has asked for yet, or that no running run holds and that
     * are still open, are queued in its order, trades before quotes. An unfinished run of the same manifest and scope is
     * resumed instead of started twice, in the order and with the budget that are given now; a finished one is returned as it
     * is when nothing of it is left to ask.
     * <p>
     * Runs over the same captures do not disturb each other: what a running one holds stays its own, what a paused one holds
     * passes to the one that starts, and each is finished when all that it is about is settled, whoever settled it.
     *
     * @throws LedgerException when nobody approved the manifest, or the budget is used up
     */
    public Run start(String manifestId, RunScope scope, Sequence sequence, BudgetChange budget) {
        var filled = new AtomicInteger();
        Run started = database.inTransaction(tx -> {
            refuseUnapproved(tx, manifestId);
            Optional<Run> latest = latest(tx, manifestId, scope);
            if (latest.isPresent() && latest.get().state() == RunState.FINISHED
                    && RunQueue.settled(tx, latest.get())) {
                return latest.get();
            }
            Run run = latest.filter(Run::unfinished).map(known -> resumed(tx, known, sequence, budget))
                    .orElseGet(() -> insert(tx, manifestId, scope, sequence, budget));
            RunMeter.refuseSpent(run);
            tx.createUpdate("update run set state = 'RUNNING', reason = '' where run_id = :run")
                    .bind("run", run.runId()).execute();
            filled.set(RunQueue.fill(tx, run));
            RunQueue.finishSettled(tx, clock.millis());
            return RunRows.get(tx, run.runId());
        });
        database.changed(filled.get());
        return started;
    }

    /** The unfinished run that {@link #start} would resume. */
    public Optional<Run> unfinished(String manifestId, RunScope scope) {
        return database.withHandle(handle -> latest(handle, manifestId, scope).filter(Run::unfinished));
    }

    /** The ids of the windows that a run is limited to, in its order. */
    public List<String> windows(String runId) {
        return database.withHandle(handle -> handle
                .createQuery("select window_id from run_window where run_id = :run order by place, window_id")
                .bind("run", runId).mapTo(String.class).list());
    }

    public Optional<Run> find(String runId) {
        return database.withHandle(handle -> RunRows.find(handle, runId));
    }

    /**
     * The run of that id.
     *
     * @throws LedgerException when there is none
     */
    public Run get(String runId) {
        return database.withHandle(handle -> RunRows.get(handle, runId));
    }

    /** All runs, newest first. */
    public List<Run> all() {
        return database.withHandle(
                handle -> handle.createQuery("select * from run order by created_at desc, run_id desc")
                        .map((row, _) -> RunRows.run(row)).list());
    }

    private static void refuseUnapproved(Handle tx, String manifestId) {
        long approvals = tx.createQuery("select count(*) from approval where manifest_id = :id")
                .bind("id", manifestId).mapTo(Long.class).one();
        if (approvals == 0) {
            throw LedgerException
                    .refused(("manifest %s is not approved, so nothing is downloaded; read its report, then: "
                            + "microtape manifest approve %s --by NAME --reason TEXT")
                            .formatted(manifestId, manifestId));
        }
    }

    private static Optional<Run> latest(Handle tx, String manifestId, RunScope scope) {
        return tx.createQuery("select * from run where manifest_id = :manifest and tapes = :tapes "
                + "and sessions = :waves and coalesce(pilot, 0) = :pilot and coalesce(most_windows, 0) = :most "
                + "order by created_at desc, run_id desc limit 1").bind("manifest", manifestId)
                .bind("tapes", RunRows.text(scope.tapes())).bind("waves", RunRows.text(scope.waves()))
                .bind("pilot", scope.pilot().orElse(0)).bind("most", scope.limit().orElse(0))
                .map((row, _) -> RunRows.run(row)).findOne();
    }

    private static Run resumed(Handle tx, Run run, Sequence sequence, BudgetChange budget) {
        limit(tx, run.runId(), budget.of(run.budget()));
        tx.createUpdate("update run set ordering = :order where run_id = :run").bind("order", sequence.order().name())
                .bind("run", run.runId()).execute();
        arrange(tx, run.runId(), sequence.windows(),
                "update run_window set place = :place where run_id = :run and window_id = :window");
        return RunRows.get(tx, run.runId());
    }

    /** Sets what a run may use up. */
    static void limit(Handle tx, String runId, RunBudget budget) {
        tx.createUpdate("update run set max_requests = :requests, max_bytes = :bytes, max_millis = :millis "
                + "where run_id = :run").bind("requests", budget.requests().orElse(null))
                .bind("bytes", budget.bytes().orElse(null)).bind("millis", budget.millis().orElse(null))
                .bind("run", runId).execute();
    }

    private Run insert(Handle tx, String manifestId, RunScope scope, Sequence sequence, BudgetChange budget) {
        long number = 1 + tx.createQuery("select count(*) from run where manifest_id = :manifest")
                .bind("manifest", manifestId).mapTo(Long.class).one();
        String runId = manifestId + "-run" + number;
        tx.createUpdate("""
                insert into run (run_id, manifest_id, tapes, sessions, most_windows, pilot, ordering, state, reason,
                  created_at)
                values (:run, :manifest, :tapes, :waves, :most, :pilot, :order, 'RUNNING', '', :now)""")
                .bind("run", runId).bind("manifest", manifestId).bind("tapes", RunRows.text(scope.tapes()))
                .bind("waves", RunRows.text(scope.waves())).bind("most", scope.limit().orElse(null))
                .bind("pilot", scope.pilot().orElse(null)).bind("order", sequence.order().name())
                .bind("now", clock.millis()).execute();
        limit(tx, runId, budget.of(RunBudget.NONE));
        arrange(tx, runId, sequence.windows(),
                "insert into run_window (run_id, window_id, place) values (:run, :window, :place)");
        return RunRows.get(tx, runId);
    }

    private static void arrange(Handle tx, String runId, List<String> windows, String sql) {
        PreparedBatch places = tx.prepareBatch(sql);
        for (int place = 0; place < windows.size(); place++) {
            places.bind("run", runId).bind("window", windows.get(place)).bind("place", place).add();
        }
        if (places.size() > 0) {
            places.execute();
        }
    }
}
