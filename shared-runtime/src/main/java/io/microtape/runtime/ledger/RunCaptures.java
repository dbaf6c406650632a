package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.run.Run;
import io.microtape.model.session.Session;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs are about, whichever run holds it: what is still to do. */
public final class RunCaptures {
    private static final int MOST_CAUSES = 100;

    private final Database database;
    private final Clock clock;

    RunCaptures(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How many captures of a run are to be asked now: waiting, in flight, or due again after no rows. Those that another run
     * holds count too; holes only where a run looks at them again, windows only when they are over.
     */
    public long open(Run run) {
        return database.withHandle(handle -> RunRows.bind(handle.createQuery("""
                select count(*) from capture c where (c.state = 'IN_FLIGHT'
                    or c.state = 'QUEUED' and (c.failures > 0 or c.not_before <= :now)
                    or c.state = 'EMPTY' and c.not_before <= :now
                    or c.state = 'VENDOR_HOLE' and c.not_before <= :now and c.run_id in
                      (select r.run_id from run r where r.state in ('RUNNING', 'FINISHED')))
                  and\s""" + RunRows.ofRun(run)), run).bind("now", clock.millis()).mapTo(Long.class).one());
    }

    /** How many captures of a run are in a state for a reason. */
    public record Cause(CaptureState state, String cause, long captures) {}

    /** The most frequent reasons of captures in these states, at most 100; most frequent first. */
    public List<Cause> causes(Run run, Set<CaptureState> states) {
        return database.withHandle(handle -> RunRows.bind(handle.createQuery("""
                select c.state, coalesce(c.cause, '') as cause, count(*) as captures from capture c
                where c.state in (""" + RunRows.quoted(states) + ") and " + RunRows.ofRun(run)
                + " group by c.state, coalesce(c.cause, '') order by 3 desc, 1, 2 limit " + MOST_CAUSES), run)
                .map((row, _) -> new Cause(CaptureState.valueOf(row.getString("state")), row.getString("cause"),
                        row.getLong("captures")))
                .list());
    }

    /**
     * How many captures there are of one kind: same event type, session, tape, window and quote policy.
     *
     * @param beforeNanos from the start of the window to the event
     * @param afterNanos  from the event to the end of the window
     */
    public record Kind(String eventType, Session session, Tape tape, long beforeNanos, long afterNanos,
            QuotePolicy policy, int captures) {}

    /** The kinds of a run's captures in these states. */
    public List<Kind> kinds(Run run, Set<CaptureState> states) {
        return database.withHandle(handle -> RunRows.bind(handle.createQuery("""
                select m.event_type, c.session, c.tape, c.event_at - c.window_from as before_ns,
                  c.window_to - c.event_at as after_ns, c.by_change_only, c.max_rate_hz, count(*) as captures
                from capture c join manifest_capture m on m.number = c.number and m.manifest_id = :manifest
                where c.state in (""" + RunRows.quoted(states) + ") and " + RunRows.ofRun(run)
                + " group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7"), run)
                .map((row, _) -> new Kind(row.getString("event_type"), Session.valueOf(row.getString("session")),
                        Tape.valueOf(row.getString("tape")), row.getLong("before_ns"), row.getLong("after_ns"),
                        new QuotePolicy(row.getBoolean("by_change_only"), row.getInt("max_rate_hz")),
                        row.getInt("captures")))
                .list());
    }
}
