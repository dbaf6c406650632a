package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureProof;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/**
 * Brings the ledger to what the lake holds. For a process that knows that no other serves the home: a capture that somebody
 * works on must not change under their hands. Each change leaves a row among the capture's attempts.
 */
public final class Repairs {
    private static final String BY = "verify";

    private final Database database;
    private final Clock clock;

    Repairs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A complete capture has no proven file any more: it waits in its run again, which goes on if it was finished; without a
     * run that can go on it is as if it had never been asked for.
     */
    public void withdraw(String captureId, String cause) {
        database.useTransaction(tx -> {
            attempt(tx, captureId, "Withdrawn", cause);
            tx.createUpdate("""
                    update capture set
                      state = case when run_id in (select run_id from run where state <> 'CANCELLED') then 'QUEUED'
                        else 'PLANNED' end,
                      run_id = (select r.run_id from run r where r.run_id = capture.run_id and r.state <> 'CANCELLED'),
                      cause = :cause, failures = 0, not_before = 0, answered_empty = false, rows_received = null,
                      rows_kept = null, bytes = null, sha256 = null, first_ts = null, last_ts = null, pages = null,
                      covers_from = null, covers_to = null, raw_bytes = null, raw_sha256 = null, grade = null,
                      tick_continuity = null, event_speed = null, event_spread = null, extension = null, took_ms = null
                    where capture_id = :id""").bind("cause", cause).bind("id", captureId).execute();
            tx.createUpdate("update run set state = 'RUNNING', reason = '' where state = 'FINISHED' "
                    + "and run_id = (select run_id from capture where capture_id = :id)").bind("id", captureId)
                    .execute();
        });
    }

    /** A proven file of a capture was found: it is complete, whatever it was. */
    public void adopt(String captureId, CaptureProof proof) {
        database.useTransaction(tx -> {
            attempt(tx, captureId, "Adopted", "");
            Measures.bind(tx.createUpdate("update capture set state = 'COMPLETE', cause = null, took_ms = null, "
                    + "settled_at = :now, " + Measures.SET + "where capture_id = :id"), proof)
                    .bind("now", clock.millis()).bind("id", captureId).execute();
            RunQueue.finishSettled(tx, clock.millis());
        });
    }

    /** With a token of its own, so that whoever held the capture before cannot settle it any more. */
    private void attempt(Handle tx, String captureId, String outcome, String cause) {
        tx.createUpdate("update capture set lease_token = lease_token + 1, leased_by = null, lease_until = null "
                + "where capture_id = :id").bind("id", captureId).execute();
        tx.createUpdate("""
                insert into attempt (capture_id, lease_token, leased_by, outcome, cause, ended_at)
                select capture_id, lease_token, :by, :outcome, :cause, :now from capture where capture_id = :id""")
                .bind("by", BY).bind("outcome", outcome).bind("cause", cause).bind("now", clock.millis())
                .bind("id", captureId).execute();
    }
}
