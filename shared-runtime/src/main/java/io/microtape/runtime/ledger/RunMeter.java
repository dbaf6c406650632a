package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.RawTape;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What runs use up, and what becomes of one that has used up its budget.
 * <p>
 * Time counts from the first request for work while a run is running to its pause or end. It is written at each settlement
 * and heartbeat; what passed between the last of them and the sudden end of a process is not counted, nor is any time
 * while no process hands out work.
 */
final class RunMeter {
    private static final String COUNTED = "ran_millis = ran_millis + coalesce(:now - running_since, 0)";

    private RunMeter() {}

    /** Counts what an attempt used up against the run that holds the capture, and everybody's time. */
    static void spend(Handle tx, String captureId, long requests, CaptureOutcome outcome, long now) {
        long bytes = outcome instanceof CaptureOutcome.Published(CaptureProof proof)
                ? proof.bytes() + proof.raw().map(RawTape::bytes).orElse(0L)
                : 0;
        // In one statement, because this is asked of the server for every capture.
        tx.createUpdate("update run set " + COUNTED + """
                , running_since = case when running_since is null then null else :now end,
                  requests = requests + case when run_id = held.by_run then :requests else 0 end,
                  bytes = bytes + case when run_id = held.by_run then :bytes else 0 end
                from (select run_id as by_run from capture where capture_id = :id) as held
                where running_since is not null or run_id = held.by_run""").bind("requests", requests)
                .bind("bytes", bytes).bind("id", captureId).bind("now", now).execute();
    }

    private record Running(String runId, boolean spent, boolean counted) {}

    /**
     * The runs whose captures are handed out. Those that have used up a budget are paused before, and from now on the time of
     * each is counted.
     */
    static List<String> running(Handle tx, long now) {
        List<Running> running = look(tx, now);
        if (running.stream().anyMatch(Running::spent)) {
            pauseSpent(tx, now);
            running = look(tx, now);
        }
        if (!running.stream().allMatch(Running::counted)) {
            tx.createUpdate("update run set running_since = :now where state = 'RUNNING' and running_since is null")
                    .bind("now", now).execute();
        }
        return running.stream().map(Running::runId).toList();
    }

    private static List<Running> look(Handle tx, long now) {
        return tx.createQuery("""
                select run_id, running_since, coalesce(requests >= max_requests, false)
                  or coalesce(bytes >= max_bytes, false)
                  or coalesce(ran_millis + coalesce(:now - running_since, 0) >= max_millis, false) as spent
                from run where state = 'RUNNING'""").bind("now", now)
                .map((row, _) -> new Running(row.getString("run_id"), row.getBoolean("spent"),
                        row.getObject("running_since") != null))
                .list();
    }

    /** Writes down the time so far. */
    static void count(Handle tx, long now) {
        tx.createUpdate("update run set " + COUNTED + ", running_since = :now where running_since is not null")
                .bind("now", now).execute();
    }

    /** Ends the counting, after a last time where {@code now} is given. */
    static void stop(Handle tx, Optional<Long> now) {
        now.ifPresent(moment -> count(tx, moment));
        tx.execute("update run set running_since = null where running_since is not null");
    }

    /** A run leaves {@code RUNNING}, or never goes back to it. */
    static void end(Handle tx, String runId, RunState state, String reason, long now) {
        tx.createUpdate("update run set state = :state, reason = :why, " + COUNTED
                + ", running_since = null where run_id = :run").bind("state", state.name()).bind("why", reason)
                .bind("now", now).bind("run", runId).execute();
    }

    /** Pauses the running runs that have used up a budget, and passes on what they hold. */
    static void pauseSpent(Handle tx, long now) {
        List<String> spent = look(tx, now).stream().filter(Running::spent).map(Running::runId).toList();
        if (spent.isEmpty()) {
            return;
        }
        count(tx, now);
        for (String runId : spent) {
            Run run = RunRows.get(tx, runId);
            end(tx, runId, RunState.PAUSED, run.budget().usedUp(run.used()).orElseThrow()
                    + "; resume it with a larger one", now);
        }
        RunQueue.handOn(tx);
    }

    /** Refuses to go on with a run that would be paused at once. */
    static void refuseSpent(Run run) {
        run.budget().usedUp(run.used()).ifPresent(what -> {
            throw LedgerException.refused(("run %s cannot go on: %s; give it a larger one (0 is no limit): "
                    + "microtape run resume %s --max-requests N, --max-gb X or --max-hours H").formatted(run.runId(),
                            what, run.runId()));
        });
    }

    /**
     * Stops every running run, and those finished ones of which a hole is looked at now: what stops one stops every other,
     * because they share the key and the lake.
     */
    static void pauseAll(Handle tx, String reason, long now) {
        tx.createUpdate("update run set state = 'PAUSED', reason = :why, " + COUNTED + """
                , running_since = null
                where state = 'RUNNING' or state = 'FINISHED' and exists (select 1 from capture c
                  where c.run_id = run.run_id and c.state in ('VENDOR_HOLE', 'IN_FLIGHT') and c.not_before <= :now)""")
                .bind("why", reason).bind("now", now).execute();
    }
}
