package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.RawTape;
import io.microtape.model.capture.Tape;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The executions over approved manifests. */
public final class RunRecords {
    private static final RowMapper<Run> RUN = (row, _) -> new Run(row.getString("run_id"),
            row.getString("manifest_id"),
            Arrays.stream(row.getString("tapes").split(",", -1)).map(Tape::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new)),
            Optional.ofNullable(row.getObject("pilot")).map(windows -> ((Number) windows).intValue()),
            RunState.valueOf(row.getString("state")), row.getString("reason"),
            Instant.ofEpochMilli(row.getLong("created_at")));

    /** The captures that a run is about, whichever run holds them; an instr over the run's own list of tapes. */
    private static final String OF_RUN = """
            where instr(:tapes, c.tape) > 0
              and exists (select 1 from manifest_capture mc
                where mc.capture_id = c.capture_id and mc.manifest_id = :manifest)
              and (:pilot = 0 or exists (select 1 from pilot_window pw
                where pw.run_id = :run and pw.window_id = c.window_id))
              and\s""";

    private final Jdbi jdbi;
    private final Clock clock;

    RunRecords(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A sample to limit a run to.
     *
     * @param windows   the most windows that were asked for; the same number of the same manifest is the same pilot
     * @param windowIds the windows
     */
    public record Pilot(int windows, List<String> windowIds) {}

    /**
     * Starts a run: the manifest's captures of these tapes that nobody has asked for yet, or that no running run holds
     * and that are still open, are queued in the manifest's order, trades before quotes. An unfinished run of the same
     * manifest, tapes and pilot is resumed instead of started twice, and a finished one is returned as it is when nothing of
     * it is left to ask.
     * <p>
     * Runs over the same captures do not disturb each other: what a running one holds stays its own, what a paused one holds
     * passes to the one that starts, and each is finished when all that it is about is settled, whoever settled it.
     *
     * @param pilot the sample to stay within; empty for the whole manifest
     * @throws LedgerException when nobody approved the manifest
     */
    public Run start(String manifestId, Set<Tape> tapes, Optional<Pilot> pilot) {
        return jdbi.inTransaction(tx -> {
            refuseUnapproved(tx, manifestId);
            Optional<Run> latest = latest(tx, manifestId, tapes, pilot);
            if (latest.isPresent() && latest.get().state() == RunState.FINISHED && nothingToAsk(tx, latest.get())) {
                return latest.get();
            }
            Run run = latest.filter(known -> known.state() == RunState.RUNNING || known.state() == RunState.PAUSED)
                    .orElseGet(() -> insert(tx, manifestId, tapes, pilot));
            tx.createUpdate("update run set state = 'RUNNING', reason = '' where run_id = :run")
                    .bind("run", run.runId()).execute();
            queue(tx, run);
            finishSettled(tx);
            return get(tx, run.runId());
        });
    }

    /** Starts or resumes a run over the whole manifest. */
    public Run start(String manifestId, Set<Tape> tapes) {
        return start(manifestId, tapes, Optional.empty());
    }

    public Optional<Run> find(String runId) {
        return jdbi.withHandle(handle -> query(handle, runId));
    }

    /** All runs, newest first. */
    public List<Run> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from run order by created_at desc, run_id desc").map(RUN)
                        .list());
    }

    /**
     * How many captures of a run are still to be asked: waiting, in flight, or answered empty and due again. Those that
     * another run holds count too.
     *
     * @param now epoch milliseconds
     */
    public long open(Run run, long now) {
        return jdbi.withHandle(handle -> ofRun(handle.createQuery("select count(*) from capture c " + OF_RUN
                + "(c.state in ('QUEUED', 'IN_FLIGHT') or c.state = 'EMPTY' and c.not_before <= :now)"), run)
                .bind("now", now).mapTo(Long.class).one());
    }

    /** How many captures a run is about. */
    public long captures(Run run) {
        return jdbi.withHandle(handle -> ofRun(
                handle.createQuery("select count(*) from capture c " + OF_RUN + "1 = 1"), run).mapTo(Long.class).one());
    }

    /** Ends every unfinished run whose captures are all settled. */
    public void finishSettled() {
        jdbi.useTransaction(RunRecords::finishSettled);
    }

    /** A run is finished when none of its captures will be asked again without anybody wanting it. */
    static void finishSettled(Handle tx) {
        for (Run run : tx.createQuery("select * from run where state in ('RUNNING', 'PAUSED')").map(RUN).list()) {
            ofRun(tx.createUpdate("update run set state = 'FINISHED', reason = '' where run_id = :run and not exists "
                    + "(select 1 from capture c " + OF_RUN + "c.state in ('QUEUED', 'IN_FLIGHT', 'EMPTY'))"),
                    run).execute();
        }
    }

    /** Stops every running run. */
    static void pauseAll(Handle tx, String reason, long now) {
        tx.createUpdate("""
                update run set state = 'PAUSED', reason = :why,
                  ran_millis = ran_millis + :now - coalesce(running_since, :now), running_since = null
                where state = 'RUNNING'""").bind("why", reason).bind("now", now).execute();
    }

    /** Pauses the running runs that have used up a budget. */
    static void pauseSpent(Handle tx, long now) {
        tx.createUpdate(
                """
                        update run set state = 'PAUSED',
                          reason = case when requests >= max_requests then 'its budget of ' || max_requests || ' requests is used up'
                            when bytes >= max_bytes then 'its budget of ' || max_bytes || ' bytes is used up'
                            else 'its time is used up' end || '; resume it with a larger one',
                          ran_millis = ran_millis + :now - coalesce(running_since, :now), running_since = null
                        where state = 'RUNNING' and (requests >= max_requests or bytes >= max_bytes
                          or ran_millis + :now - coalesce(running_since, :now) >= max_millis)""")
                .bind("now", now).execute();
    }

    /** Counts what an attempt used up against the run that holds the capture. */
    static void spend(Handle tx, String captureId, long requests, CaptureOutcome outcome) {
        long bytes = outcome instanceof CaptureOutcome.Published(CaptureProof proof)
                ? proof.bytes() + proof.raw().map(RawTape::bytes).orElse(0L)
                : 0;
        tx.createUpdate("""
                update run set requests = requests + :requests, bytes = bytes + :bytes
                where run_id = (select run_id from capture where capture_id = :id)""").bind("requests", requests)
                .bind("bytes", bytes).bind("id", captureId).execute();
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

    private static Optional<Run> latest(Handle tx, String manifestId, Set<Tape> tapes, Optional<Pilot> pilot) {
        return tx.createQuery("select * from run where manifest_id = :manifest and tapes = :tapes "
                + "and coalesce(pilot, 0) = :pilot order by created_at desc, run_id desc limit 1")
                .bind("manifest", manifestId).bind("tapes", text(tapes))
                .bind("pilot", pilot.map(Pilot::windows).orElse(0)).map(RUN).findOne();
    }

    private static boolean nothingToAsk(Handle tx, Run run) {
        return ofRun(tx.createQuery("select count(*) from capture c " + OF_RUN
                + "c.state in ('PLANNED', 'QUEUED', 'IN_FLIGHT', 'EMPTY')"), run).mapTo(Long.class).one() == 0;
    }

    private static <S extends SqlStatement<S>> S ofRun(S statement, Run run) {
        return statement.bind("manifest", run.manifestId()).bind("tapes", text(run.tapes())).bind("run", run.runId())
                .bind("pilot", run.pilot().orElse(0));
    }

    private Run insert(Handle tx, String manifestId, Set<Tape> tapes, Optional<Pilot> pilot) {
        long number = 1 + tx.createQuery("select count(*) from run where manifest_id = :manifest")
                .bind("manifest", manifestId).mapTo(Long.class).one();
        String runId = manifestId + "-run" + number;
        tx.createUpdate("insert into run (run_id, manifest_id, tapes, pilot, state, reason, created_at) "
                + "values (:run, :manifest, :tapes, :pilot, 'RUNNING', '', :now)").bind("run", runId)
                .bind("manifest", manifestId).bind("tapes", text(tapes))
                .bind("pilot", pilot.map(Pilot::windows).orElse(null)).bind("now", clock.millis()).execute();
        pilot.ifPresent(sample -> sample(tx, runId, sample.windowIds()));
        return get(tx, runId);
    }

    private static void sample(Handle tx, String runId, List<String> windowIds) {
        PreparedBatch windows = tx.prepareBatch("insert into pilot_window (run_id, window_id) values (:run, :window)");
        windowIds.forEach(window -> windows.bind("run", runId).bind("window", window).add());
        windows.execute();
    }

    private static void queue(Handle tx, Run run) {
        for (Tape tape : run.tapes()) {
            tx.createUpdate("""
                    update capture set
                      run_id = :run,
                      state = case state when 'PLANNED' then 'QUEUED' else state end,
                      position = :tapeOrder * 1000000000 + (select manifest_rank from manifest_capture mc
                        where mc.capture_id = capture.capture_id and mc.manifest_id = :manifest)
                    where tape = :tape
                      and state in ('PLANNED', 'QUEUED', 'EMPTY', 'IN_FLIGHT')
                      and capture_id in (select capture_id from manifest_capture where manifest_id = :manifest)
                      and (:pilot = 0
                        or window_id in (select window_id from pilot_window where run_id = :run))
                      and (run_id is null or run_id not in (select run_id from run where state = 'RUNNING'))""")
                    .bind("run", run.runId()).bind("manifest", run.manifestId()).bind("tape", tape.name())
                    .bind("pilot", run.pilot().orElse(0)).bind("tapeOrder", tape == Tape.TRADES ? 0 : 1).execute();
        }
    }

    private static Run get(Handle tx, String runId) {
        return query(tx, runId).orElseThrow();
    }

    private static Optional<Run> query(Handle handle, String runId) {
        return handle.createQuery("select * from run where run_id = :run").bind("run", runId).map(RUN).findOne();
    }

    private static String text(Set<Tape> tapes) {
        return new TreeSet<>(tapes).stream().map(Tape::name).collect(Collectors.joining(","));
    }
}
