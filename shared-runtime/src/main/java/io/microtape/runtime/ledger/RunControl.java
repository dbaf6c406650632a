package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What people, and the process that serves, do with a run that was started. */
public final class RunControl {
    /** What may be asked again although it is settled. */
    public static final Set<CaptureState> RETRIED = EnumSet.of(CaptureState.FAILED, CaptureState.NOT_ENTITLED,
            CaptureState.VENDOR_HOLE);

    private final Database database;
    private final Clock clock;

    RunControl(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Nothing more of the run is handed out; captures in flight are finished. Another running run that is about the same
     * captures goes on with them. A paused run stays as it is.
     *
     * @throws LedgerException when there is no such run, or it has ended
     */
    public Run pause(String runId) {
        return change(runId, (tx, run) -> {
            refuseEnded(run, "there is nothing to pause");
            if (run.state() == RunState.RUNNING) {
                RunMeter.end(tx, runId, RunState.PAUSED, "paused by request", clock.millis());
                RunQueue.handOn(tx);
            }
        });
    }

    /**
     * The run goes on where it was, with another budget if one is given.
     *
     * @throws LedgerException when there is no such run, it has ended, or its budget is used up
     */
    public Run resume(String runId, BudgetChange budget) {
        return change(runId, (tx, run) -> {
            refuseEnded(run, "there is nothing to resume");
            RunRecords.limit(tx, runId, budget.of(run.budget()));
            goOn(tx, RunRows.get(tx, runId));
        });
    }

    /**
     * Ends the run. What was not captured is again what it was before: never asked, answered empty, or a hole; captures in
     * flight are finished. A cancelled run stays as it is.
     *
     * @throws LedgerException when there is no such run, or it is finished
     */
    public Run cancel(String runId) {
        return change(runId, (tx, run) -> {
            if (run.state() == RunState.FINISHED) {
                throw LedgerException
                        .refused("run %s is finished: there is nothing of it left to cancel".formatted(runId));
            }
            if (run.state() != RunState.CANCELLED) {
                RunMeter.end(tx, runId, RunState.CANCELLED, "cancelled by request", clock.millis());
                RunQueue.release(tx);
                RunQueue.handOn(tx);
            }
        });
    }

    /** A run after a retry, and how many captures wait again. */
    public record Retried(Run run, int captures) {}

    /**
     * Puts what a run gave up back into its queue, with no failures and with all its attempts, and lets the run go on. When
     * there is nothing of the kind, nothing is changed.
     *
     * @param states of {@link #RETRIED}
     * @throws LedgerException when there is no such run, it was cancelled, or its budget is used up
     */
    public Retried retry(String runId, Set<CaptureState> states) {
        return database.inTransaction(tx -> {
            Run run = RunRows.get(tx, runId);
            refuseCancelled(run, "there is nothing to retry");
            int captures = RunRows.bind(tx.createUpdate("update capture set state = 'QUEUED', failures = 0, "
                    + "not_before = 0, run_id = :run where capture_id in (select c.capture_id from capture c "
                    + "where c.state in (" + RunRows.quoted(states) + ") and " + RunRows.ofRun(run) + ")"), run)
                    .bind("run", runId).execute();
            if (captures > 0) {
                goOn(tx, run);
            }
            return new Retried(RunRows.get(tx, runId), captures);
        });
    }

    /** Ends every unfinished run whose captures are all settled. */
    public void finishSettled() {
        database.useTransaction(tx -> RunQueue.finishSettled(tx, clock.millis()));
    }

    /** Writes down for how long the runs have been running, and pauses those whose time is used up. */
    public void countTime() {
        database.useTransaction(tx -> {
            RunMeter.count(tx, clock.millis());
            RunMeter.pauseSpent(tx, clock.millis());
        });
    }

    /** Writes it down a last time, for a process that hands out no more work. */
    public void stopTime() {
        database.useTransaction(tx -> RunMeter.stop(tx, Optional.of(clock.millis())));
    }

    /** For a process that begins to serve: how long it was since the last one ended is nobody's running time. */
    public void forgetTime() {
        database.useTransaction(tx -> RunMeter.stop(tx, Optional.empty()));
    }

    private void goOn(Handle tx, Run run) {
        RunMeter.refuseSpent(run);
        tx.createUpdate("update run set state = 'RUNNING', reason = '' where run_id = :run").bind("run", run.runId())
                .execute();
        RunQueue.fill(tx, run);
        RunQueue.finishSettled(tx, clock.millis());
    }

    private interface Change {
        void of(Handle tx, Run run);
    }

    private Run change(String runId, Change change) {
        return database.inTransaction(tx -> {
            change.of(tx, RunRows.get(tx, runId));
            return RunRows.get(tx, runId);
        });
    }

    private static void refuseEnded(Run run, String so) {
        if (run.state() == RunState.FINISHED) {
            throw LedgerException.refused(("run %s is finished: %s; ask again for what failed with: "
                    + "microtape run retry %s").formatted(run.runId(), so, run.runId()));
        }
        refuseCancelled(run, so);
    }

    private static void refuseCancelled(Run run, String so) {
        if (run.state() == RunState.CANCELLED) {
            throw LedgerException.refused(("run %s was cancelled: %s; start another with: "
                    + "microtape run start --manifest %s").formatted(run.runId(), so, run.manifestId()));
        }
    }
}
