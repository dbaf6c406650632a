package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which run holds a capture. It is one of those that are about it: a running one keeps what it has, what a paused or ended
 * one has passes to another that runs, and a run is finished when nothing that it is about is left to ask, whoever asked it.
 */
final class RunQueue {
    /** Positions of a tape's captures are below this; trades come before quotes. */
    private static final long MOST_PLACES = 1_000_000_000L;
    private static final Set<RunState> UNFINISHED = EnumSet.of(RunState.RUNNING, RunState.PAUSED);
    private static final Set<CaptureState> OPEN = EnumSet.of(CaptureState.QUEUED, CaptureState.IN_FLIGHT,
            CaptureState.EMPTY);

    /** One state at a time and in the order of an index, so that its first row answers, however many captures are done. */
    private static final String HOLDS_NONE_OPEN = OPEN.stream().map("""
            and (select 1 from capture c where c.run_id = run.run_id and c.state = '%s'
             order by c.not_before, c.position limit 1) is null"""::formatted)
            .collect(Collectors.joining(" ", " ", ""));

    private RunQueue() {}

    /** Gives a run what it is about and no other running run holds, in the run's order; how many that were. */
    static int fill(Handle tx, Run run) {
        int filled = 0;
        for (Tape tape : run.scope().tapes()) {
            filled += tx.createUpdate("""
                    update capture set
                      run_id = :run,
                      state = case state when 'PLANNED' then 'QUEUED' else state end,
                      position = :before + coalesce((select place from run_window rw
                          where rw.run_id = :run and rw.window_id = capture.window_id),
                        (select manifest_rank from manifest_capture mc
                          where mc.capture_id = capture.capture_id and mc.manifest_id = :manifest))
                    where tape = :tape
                      and state in ('PLANNED', 'QUEUED', 'EMPTY', 'IN_FLIGHT', 'VENDOR_HOLE')
                      and (run_id is null or run_id = :run
                        or run_id not in (select run_id from run where state = 'RUNNING'))
                      and capture_id in (select c.capture_id from capture c where\s"""
                    + RunRows.ofRun(run) + ")").bind("run", run.runId()).bind("manifest", run.manifestId())
                    .bind("tape", tape.name()).bind("before", tape == Tape.TRADES ? 0 : MOST_PLACES).execute();
        }
        return filled;
    }

    /** Passes what is held by a run that does not run to those that run and are about it. */
    static void handOn(Handle tx) {
        RunRows.inState(tx, EnumSet.of(RunState.RUNNING)).forEach(run -> fill(tx, run));
    }

    /** Takes from cancelled runs what was not captured: it is again what it was. */
    static void release(Handle tx) {
        tx.execute("""
                update capture set run_id = null, state = case state when 'QUEUED' then 'PLANNED' else state end
                where run_id in (select run_id from run where state = 'CANCELLED')
                  and state in ('QUEUED', 'EMPTY', 'VENDOR_HOLE')""");
    }

    /** Ends the runs of which nothing is left that will be asked again without anybody wanting it. */
    static void finishSettled(Handle tx, long now) {
        for (Run run : holdingNothingOpen(tx)) {
            // Apart, so that a question that takes longer is asked only when those before it leave it open.
            if (none(tx, run, "c.state in (" + RunRows.quoted(OPEN) + ")")
                    && none(tx, run, "c.state = 'PLANNED'")
                    && !pausedBeforeHole(tx, run, now)) {
                RunMeter.end(tx, run.runId(), RunState.FINISHED, "", now);
            }
        }
    }

    /** Of one that holds itself what is open no other captures have to be looked through. */
    private static List<Run> holdingNothingOpen(Handle tx) {
        return tx.createQuery("select * from run where state in (" + RunRows.quoted(UNFINISHED) + ")" + HOLDS_NONE_OPEN
                + " order by created_at, run_id").map((row, _) -> RunRows.run(row)).list();
    }

    /** Whether nothing that a run is about is left to ask, now or later; holes aside, which have their own schedule. */
    static boolean settled(Handle tx, Run run) {
        return none(tx, run, "c.state in (" + RunRows.quoted(OPEN) + ", 'PLANNED')");
    }

    /** A paused run that were finished would have its holes looked at, against what paused it. */
    private static boolean pausedBeforeHole(Handle tx, Run run, long now) {
        return run.state() == RunState.PAUSED
                && tx.createQuery("select count(*) from capture where run_id = :run and state = 'VENDOR_HOLE' "
                        + "and not_before <= :now").bind("run", run.runId()).bind("now", now).mapTo(Long.class)
                        .one() > 0;
    }

    private static boolean none(Handle tx, Run run, String which) {
        return RunRows.bind(tx.createQuery("select count(*) from (select 1 from capture c where " + which + " and "
                + RunRows.ofRun(run) + " limit 1) as found"), run).mapTo(Long.class).one() == 0;
    }
}
