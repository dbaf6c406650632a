package io.microtape.runtime.ledger;

import io.microtape.model.capture.Tape;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunBudget;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.run.RunState;
import io.microtape.model.run.RunUse;
import io.microtape.model.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Runs as rows, and the condition that picks the captures one is about, whichever run holds them. */
final class RunRows {
    private RunRows() {}

    static Run run(ResultSet row) throws SQLException {
        return new Run(row.getString("run_id"), row.getString("manifest_id"), scope(row),
                RunOrder.valueOf(row.getString("ordering")), RunState.valueOf(row.getString("state")),
                row.getString("reason"),
                new RunBudget(number(row, "max_requests"), number(row, "max_bytes"), number(row, "max_millis")),
                new RunUse(row.getLong("requests"), row.getLong("bytes"), row.getLong("ran_millis")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    static Optional<Run> find(Handle handle, String runId) {
        return handle.createQuery("select * from run where run_id = :run").bind("run", runId)
                .map((row, _) -> run(row)).findOne();
    }

    /** @throws LedgerException when there is none */
    static Run get(Handle handle, String runId) {
        return find(handle, runId).orElseThrow(() -> LedgerException
                .notFound("there is no run %s here; list those there are with: microtape run status".formatted(runId)));
    }

    /** Oldest first. */
    static List<Run> inState(Handle handle, Set<RunState> states) {
        return handle.createQuery("select * from run where state in (" + quoted(states)
                + ") order by created_at, run_id").map((row, _) -> run(row)).list();
    }

    /** A condition on {@code capture c}; {@link #bind} gives it its values. */
    static String ofRun(Run run) {
        return "c.tape in (" + quoted(run.scope().tapes()) + ") and c.session in (" + quoted(run.scope().waves()) + """
                ) and exists (select 1 from manifest_capture mc
                  where mc.capture_id = c.capture_id and mc.manifest_id = :manifest)""" + (run.scope().chosen()
                ? " and exists (select 1 from run_window rw where rw.run_id = :run and rw.window_id = c.window_id)"
                : "");
    }

    static <S extends SqlStatement<S>> S bind(S statement, Run run) {
        S bound = statement.bind("manifest", run.manifestId());
        return run.scope().chosen() ? bound.bind("run", run.runId()) : bound;
    }

    /** As it stands in a row. */
    static String text(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    static String quoted(Set<? extends Enum<?>> values) {
        return values.stream().map(value -> "'" + value.name() + "'").collect(Collectors.joining(", "));
    }

    private static RunScope scope(ResultSet row) throws SQLException {
        return new RunScope(
                Arrays.stream(row.getString("tapes").split(",", -1)).map(Tape::valueOf).collect(Collectors.toSet()),
                Arrays.stream(row.getString("sessions").split(",", -1)).map(Session::valueOf)
                        .collect(Collectors.toSet()),
                number(row, "most_windows").map(Long::intValue), number(row, "pilot").map(Long::intValue));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column)).map(value -> ((Number) value).longValue());
    }
}
