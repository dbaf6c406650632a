package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureLifecycle.After;
import io.microtape.model.capture.CaptureLifecycle.Before;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.Adopted;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.KeyRejected;
import io.microtape.model.capture.CaptureOutcome.LakeUnwritable;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.NotEntitled;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages.Settled.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Hands captures to downloaders and takes back what became of them. A capture is leased to one holder at a time; each
 * lease of it has a higher token than the one before, and only the newest token can settle. Settling twice with one
 * token changes nothing.
 */
public final class LeaseDesk {
    private static final String SILENT = "its downloader fell silent";

    private final Database database;
    private final Clock clock;
    private final CaptureLifecycle lifecycle;
    private final Refusals refusals;

    LeaseDesk(Database database, Clock clock, CaptureLifecycle lifecycle) {
        this.refusals = new Refusals(lifecycle.mostRefusals());
        this.database = database;
        this.clock = clock;
        this.lifecycle = lifecycle;
    }

    /** What settling did, and what the capture is now. */
    public record Settlement(Result result, CaptureState state) {}

    /**
     * Leases the next waiting capture in the order of its run, and with it those of the same symbol and tape that wait too
     * and whose windows overlap or touch: one fetch answers them all. One that failed before is leased alone, so that it
     * fails or succeeds by itself.
     */
    public List<Lease> lease(String downloader, Duration duration) {
        return database.inTransaction(tx -> {
            expire(tx);
            List<String> runs = RunMeter.running(tx, clock.millis());
            List<Lease> leases = NextLeases.of(tx, runs, clock.millis(), duration);
            for (Lease lease : leases) {
                tx.createUpdate("update capture set state = 'IN_FLIGHT', lease_token = :token, leased_by = :by, "
                        + "leased_at = :now, lease_until = :until where capture_id = :id").bind("now", clock.millis())
                        .bind("token", lease.token())
                        .bind("by", downloader).bind("until", clock.millis() + duration.toMillis())
                        .bind("id", lease.captureId()).execute();
            }
            return leases;
        });
    }

    /**
     * Who has captures in flight.
     *
     * @param until when the last of its leases ends, if it is not renewed
     */
    public record Holder(String leasedBy, int captures, Instant until) {}

    /** Everybody who has captures in flight, by name. */
    public List<Holder> holders() {
        return database.withHandle(handle -> handle.createQuery("""
                select leased_by, count(*) as captures, max(lease_until) as until from capture
                where state = 'IN_FLIGHT' group by leased_by order by leased_by""")
                .map((row, _) -> new Holder(row.getString("leased_by"), row.getInt("captures"),
                        Instant.ofEpochMilli(row.getLong("until"))))
                .list());
    }

    /** Prolongs a lease; false when it is no longer the asker's. It does not wait for whatever else is written. */
    public boolean renew(String captureId, long token, Duration duration) {
        long now = clock.millis();
        return database.withHandle(handle -> handle.createUpdate("update capture set lease_until = :until "
                + "where capture_id = :id and lease_token = :token and state = 'IN_FLIGHT' and lease_until >= :now")
                .bind("until", now + duration.toMillis()).bind("id", captureId).bind("token", token)
                .bind("now", now).execute() == 1);
    }

    /**
     * Records how a lease ended.
     *
     * @param requests requests that were made of the vendor for it
     * @throws LedgerException when there is no such capture
     */
    public Settlement settle(String captureId, long token, CaptureOutcome outcome, long requests) {
        return database.inTransaction(tx -> {
            Leased leased = find(tx, captureId);
            if (token != leased.token() || leased.state() != CaptureState.IN_FLIGHT) {
                boolean recorded = tx.createQuery("select count(*) from attempt where capture_id = :id "
                        + "and lease_token = :token and outcome <> 'Expired'").bind("id", captureId)
                        .bind("token", token).mapTo(Long.class).one() > 0;
                spendLate(tx, captureId, token, outcome, requests);
                return new Settlement(recorded ? Result.REPEATED : Result.STALE, leased.state());
            }
            After after = lifecycle.after(leased.before(), outcome);
            record(tx, captureId, outcome, after, requests);
            RunMeter.spend(tx, captureId, requests, outcome, clock.millis());
            attempt(tx, captureId, token, leased.by(), outcome.getClass().getSimpleName(), cause(outcome));
            if (after.pauseRun()) {
                RunMeter.pauseAll(tx, cause(outcome), clock.millis());
            }
            refusals.count(tx, outcome, clock.millis());
            if (after.state() != CaptureState.COMPLETE) {
                RunQueue.release(tx);
            }
            if (after.state().settled()) {
                RunQueue.finishSettled(tx, clock.millis());
            }
            return new Settlement(Result.ACCEPTED, after.state());
        });
    }

    /** Ends every lease, for a process that knows that no other one can hold any. */
    public int endAll() {
        return database.inTransaction(tx -> {
            int ended = end(tx, Long.MAX_VALUE, 0);
            RunQueue.release(tx);
            return ended;
        });
    }

    /** An expired lease counts as a failed attempt: a capture that is too much for any downloader must not go round for ever. */
    private void expire(Handle tx) {
        if (end(tx, clock.millis(), 1) > 0) {
            putOff(tx);
            RunQueue.release(tx);
            RunQueue.finishSettled(tx, clock.millis());
        }
    }

    /** A hole of which every look expired is next looked at on its schedule, as one of which every look failed. */
    private void putOff(Handle tx) {
        Map<String, Integer> tired = new HashMap<>();
        tx.createQuery("select capture_id, holes from capture where state = 'VENDOR_HOLE' and not_before = 0 "
                + "and failures >= :most").bind("most", lifecycle.maxAttempts())
                .map((row, _) -> tired.put(row.getString("capture_id"), row.getInt("holes"))).list();
        tired.forEach((captureId, holes) -> {
            After after = lifecycle.after(new Before(true, holes, lifecycle.maxAttempts(), Double.NaN),
                    new Interrupted(SILENT));
            tx.createUpdate("update capture set not_before = :next, failures = 0, holes = holes + 1 "
                    + "where capture_id = :id").bind("next", clock.millis() + after.delay().toMillis())
                    .bind("id", captureId).execute();
        });
    }

    /** Ends the leases that last until before a moment. */
    private int end(Handle tx, long moment, int failures) {
        // A renewal comes in between at any time. From here on it finds no lease; what was renewed before is not ended.
        int ended = tx.createUpdate("update capture set lease_until = null where state = 'IN_FLIGHT' "
                + "and lease_until < :moment").bind("moment", moment).execute();
        if (ended == 0) {
            return 0;
        }
        tx.createUpdate("""
                insert into attempt (capture_id, lease_token, leased_by, outcome, cause, ended_at)
                select capture_id, lease_token, leased_by, 'Expired', :cause, :now
                from capture where state = 'IN_FLIGHT' and lease_until is null on conflict do nothing""")
                .bind("now", clock.millis()).bind("cause", SILENT).execute();
        tx.createUpdate("""
                update capture set
                  state = case when holes > 0 then 'VENDOR_HOLE' when failures + :more >= :most then 'FAILED'
                    when answered_empty then 'EMPTY' else 'QUEUED' end,
                  failures = failures + :more, cause = :cause, leased_by = null, not_before = 0
                where state = 'IN_FLIGHT' and lease_until is null""").bind("more", failures)
                .bind("most", failures == 0 ? Integer.MAX_VALUE : lifecycle.maxAttempts()).bind("cause", SILENT)
                .execute();
        return ended;
    }

    /** What a lease used up is used up, also when it had ended before that was told; once, however often it is told. */
    private void spendLate(Handle tx, String captureId, long token, CaptureOutcome outcome, long requests) {
        int first = tx.createUpdate("update attempt set cause = :late where capture_id = :id and lease_token = :token "
                + "and outcome = 'Expired' and cause = :silent").bind("id", captureId).bind("token", token)
                .bind("late", SILENT + ", and came back too late with " + outcome.getClass().getSimpleName())
                .bind("silent", SILENT).execute();
        if (first > 0) {
            tx.createUpdate("update capture set requests = requests + :requests where capture_id = :id")
                    .bind("requests", requests).bind("id", captureId).execute();
            RunMeter.spend(tx, captureId, requests, outcome, clock.millis());
        }
    }

    private record Leased(CaptureState state, long token, String by, Before before) {}

    private static Leased find(Handle tx, String captureId) {
        return tx.createQuery("select * from capture where capture_id = :id").bind("id", captureId)
                .map((row, _) -> {
                    double volume = row.getDouble("event_volume");
                    boolean unknown = row.wasNull();
                    return new Leased(CaptureState.valueOf(row.getString("state")), row.getLong("lease_token"),
                            row.getString("leased_by"),
                            new Before(row.getBoolean("answered_empty"), row.getInt("holes"), row.getInt("failures"),
                                    unknown ? Double.NaN : volume));
                }).findOne().orElseThrow(
                        () -> LedgerException.notFound("there is no capture %s in this ledger".formatted(captureId)));
    }

    private void record(Handle tx, String captureId, CaptureOutcome outcome, After after, long requests) {
        // With what was measured in one statement: it is one change, for the database and for those who follow changes.
        Optional<CaptureProof> proof = proof(outcome);
        Update update = tx.createUpdate("""
                update capture set state = :state, not_before = :notBefore, failures = :failures,
                  answered_empty = (answered_empty or :empty), holes = holes + :hole, leased_by = null,
                  lease_until = null, cause = :cause, requests = requests + :requests, settled_at = :now,
                  took_ms = case when :timed then :now - leased_at end%s
                where capture_id = :id""".formatted(proof.isPresent() ? ", " + Measures.SET : ""));
        proof.ifPresent(measured -> Measures.bind(update, measured));
        update.bind("state", after.state().name())
                .bind("notBefore", clock.millis() + after.delay().toMillis()).bind("failures", after.failures())
                .bind("empty", outcome instanceof NoRows)
                .bind("hole", after.state() == CaptureState.VENDOR_HOLE && after.failures() == 0 ? 1 : 0)
                .bind("cause", cause(outcome).isEmpty() ? null : cause(outcome)).bind("requests", requests)
                .bind("timed", outcome instanceof Published || outcome instanceof NoRows).bind("now", clock.millis())
                .bind("id", captureId).execute();
    }

    private static Optional<CaptureProof> proof(CaptureOutcome outcome) {
        return switch (outcome) {
            case Published(CaptureProof proof) -> Optional.of(proof);
            case Adopted(CaptureProof proof) -> Optional.of(proof);
            default -> Optional.empty();
        };
    }

    private void attempt(Handle tx, String captureId, long token, String by, String outcome, String cause) {
        tx.createUpdate("insert into attempt (capture_id, lease_token, leased_by, outcome, cause, ended_at) "
                + "values (:id, :token, :by, :outcome, :cause, :now)").bind("id", captureId).bind("token", token)
                .bind("by", by).bind("outcome", outcome).bind("cause", cause).bind("now", clock.millis()).execute();
    }

    private static String cause(CaptureOutcome outcome) {
        return switch (outcome) {
            case Published _,Adopted _,NoRows _ -> "";
            case Interrupted(String cause) -> cause;
            case Rejected(String cause) -> cause;
            case NotEntitled(String cause) -> cause;
            case KeyRejected(String cause) -> cause;
            case LakeUnwritable(String cause) -> cause;
            case GivenBack(String cause) -> cause;
        };
    }
}
