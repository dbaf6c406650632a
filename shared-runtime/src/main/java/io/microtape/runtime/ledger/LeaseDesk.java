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
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Hands captures to downloaders and takes back what became of them. A capture is leased to one holder at a time; each
 * lease of it has a higher token than the one before, and only the newest token can settle. Settling twice with one
 * token changes nothing.
 */
public final class LeaseDesk {
    private static final String SILENT = "its downloader fell silent";

    private final Jdbi jdbi;
    private final Clock clock;
    private final CaptureLifecycle lifecycle;

    LeaseDesk(Jdbi jdbi, Clock clock, CaptureLifecycle lifecycle) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.lifecycle = lifecycle;
    }

    /** What settling did, and what the capture is now. */
    public record Settlement(Result result, CaptureState state) {}

    /** Leases up to {@code max} waiting captures of running runs, in the order of their run. */
    public List<Lease> lease(String downloader, int max, Duration duration) {
        return jdbi.inTransaction(tx -> {
            expire(tx);
            long now = clock.millis();
            List<Lease> leases = tx.createQuery("""
                    select c.*, r.manifest_id from capture c join run r on r.run_id = c.run_id
                    where r.state = 'RUNNING' and c.state in ('QUEUED', 'EMPTY') and c.not_before <= :now
                    order by c.position limit :max""").bind("now", now).bind("max", max)
                    .map((row, _) -> new Lease(row.getString("capture_id"), row.getString("run_id"),
                            row.getString("manifest_id"), CaptureRecords.spec(row), row.getString("path"),
                            row.getLong("lease_token") + 1, duration.toMillis()))
                    .list();
            for (Lease lease : leases) {
                tx.createUpdate("update capture set state = 'IN_FLIGHT', lease_token = :token, leased_by = :by, "
                        + "leased_at = :now, lease_until = :until where capture_id = :id").bind("now", now)
                        .bind("token", lease.token())
                        .bind("by", downloader).bind("until", now + duration.toMillis())
                        .bind("id", lease.captureId()).execute();
            }
            return leases;
        });
    }

    /** Prolongs a lease; false when it is no longer the asker's. */
    public boolean renew(String captureId, long token, Duration duration) {
        return jdbi.inTransaction(tx -> tx.createUpdate("update capture set lease_until = :until "
                + "where capture_id = :id and lease_token = :token and state = 'IN_FLIGHT' and lease_until >= :now")
                .bind("until", clock.millis() + duration.toMillis()).bind("id", captureId).bind("token", token)
                .bind("now", clock.millis()).execute() == 1);
    }

    /**
     * Records how a lease ended.
     *
     * @throws LedgerException when there is no such capture
     */
    public Settlement settle(String captureId, long token, CaptureOutcome outcome) {
        return jdbi.inTransaction(tx -> {
            Leased leased = find(tx, captureId);
            if (token != leased.token() || leased.state() != CaptureState.IN_FLIGHT) {
                boolean recorded = tx.createQuery("select count(*) from attempt where capture_id = :id "
                        + "and lease_token = :token and outcome <> 'Expired'").bind("id", captureId)
                        .bind("token", token).mapTo(Long.class).one() > 0;
                return new Settlement(recorded ? Result.REPEATED : Result.STALE, leased.state());
            }
            After after = lifecycle.after(leased.before(), outcome);
            record(tx, captureId, outcome, after);
            attempt(tx, captureId, token, leased.by(), outcome.getClass().getSimpleName(), cause(outcome));
            if (after.pauseRun()) {
                // What stops this run stops every other: they share the key and the lake.
                tx.createUpdate("update run set state = 'PAUSED', reason = :why where state = 'RUNNING'")
                        .bind("why", cause(outcome)).execute();
            }
            if (after.state().settled()) {
                RunRecords.finishSettled(tx);
            }
            return new Settlement(Result.ACCEPTED, after.state());
        });
    }

    /** Ends every lease, for a process that knows that no other one can hold any. */
    public int endAll() {
        return jdbi.inTransaction(tx -> end(tx, "1 = 1", 0));
    }

    /** An expired lease counts as a failed attempt: a capture that is too much for any downloader must not go round for ever. */
    private void expire(Handle tx) {
        if (end(tx, "lease_until < " + clock.millis(), 1) > 0) {
            RunRecords.finishSettled(tx);
        }
    }

    private int end(Handle tx, String which, int failures) {
        tx.createUpdate("""
                insert into attempt (capture_id, lease_token, leased_by, outcome, cause, ended_at)
                select capture_id, lease_token, leased_by, 'Expired', :cause, :now
                from capture where state = 'IN_FLIGHT' and\s""" + which + " on conflict do nothing")
                .bind("now", clock.millis()).bind("cause", SILENT).execute();
        return tx.createUpdate("""
                update capture set
                  state = case when failures + :more >= :most then 'FAILED' when answered_empty then 'EMPTY'
                    else 'QUEUED' end,
                  failures = failures + :more, cause = :cause, leased_by = null, lease_until = null, not_before = 0
                where state = 'IN_FLIGHT' and\s""" + which).bind("more", failures)
                .bind("most", failures == 0 ? Integer.MAX_VALUE : lifecycle.maxAttempts()).bind("cause", SILENT)
                .execute();
    }

    private record Leased(CaptureState state, long token, String by, Before before) {}

    private static Leased find(Handle tx, String captureId) {
        return tx.createQuery("select * from capture where capture_id = :id").bind("id", captureId)
                .map((row, _) -> {
                    double volume = row.getDouble("event_volume");
                    boolean unknown = row.wasNull();
                    return new Leased(CaptureState.valueOf(row.getString("state")), row.getLong("lease_token"),
                            row.getString("leased_by"),
                            new Before(row.getBoolean("answered_empty"), row.getInt("failures"),
                                    unknown ? Double.NaN : volume));
                }).findOne().orElseThrow(
                        () -> LedgerException.notFound("there is no capture %s in this ledger".formatted(captureId)));
    }

    private void record(Handle tx, String captureId, CaptureOutcome outcome, After after) {
        Optional<CaptureProof> proof = switch (outcome) {
            case Published(CaptureProof published) -> Optional.of(published);
            case Adopted(CaptureProof found) -> Optional.of(found);
            default -> Optional.empty();
        };
        boolean timed = outcome instanceof Published || outcome instanceof NoRows;
        var update = tx.createUpdate(
                """
                        update capture set state = :state, not_before = :notBefore, failures = :failures,
                          answered_empty = (answered_empty or :empty), leased_by = null, lease_until = null, cause = :cause,
                          settled_at = :now, took_ms = case when :timed then :now - leased_at end, rows_received = :received, rows_kept = :kept, bytes = :bytes, sha256 = :sha256,
                          first_ts = :first, last_ts = :last, pages = :pages
                        where capture_id = :id""");
        update.bind("state", after.state().name()).bind("notBefore", clock.millis() + after.delay().toMillis())
                .bind("failures", after.failures()).bind("empty", outcome instanceof NoRows)
                .bind("cause", cause(outcome).isEmpty() ? null : cause(outcome)).bind("now", clock.millis())
                .bind("timed", timed).bind("received", proof.map(CaptureProof::rowsReceived).orElse(null))
                .bind("kept", proof.map(CaptureProof::rowsKept).orElse(null))
                .bind("bytes", proof.map(CaptureProof::bytes).orElse(null))
                .bind("sha256", proof.map(CaptureProof::sha256).orElse(null))
                .bind("first", proof.map(CaptureProof::firstTimestamp).orElse(null))
                .bind("last", proof.map(CaptureProof::lastTimestamp).orElse(null))
                .bind("pages", proof.map(CaptureProof::pages).orElse(null)).bind("id", captureId).execute();
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
