package io.microtape.runtime.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The captures of a manifest and what became of them since, for a reader that keeps them in memory: it reads everything
 * once and from then on what changed. A change may be told of more than once; it always tells how the capture stands now.
 */
public final class CaptureFeed {
    /** More changes than this take longer to look up than everything takes to read. */
    private static final long MOST_CHANGES = 200_000;
    private static final int ROWS_AT_ONCE = 10_000;

    private final Database database;

    CaptureFeed(Database database) {
        this.database = database;
    }

    /** Takes rows as they are read; the columns are those of {@link #members} or {@link #changes}. */
    @FunctionalInterface
    public interface Rows {
        void take(ResultSet row) throws SQLException;
    }

    /** The newest change of all; what is read after it is at least as new. */
    public long newest() {
        return database.withHandle(handle -> handle.createQuery("select coalesce(max(seq), 0) from capture_change")
                .mapTo(Long.class).one());
    }

    /** Whether what changed in a manifest after a change can be told, or all has to be read again. */
    public boolean follows(String manifestId, long since, long newest) {
        return newest - since <= MOST_CHANGES && database.withHandle(handle -> handle.createQuery("""
                select (select coalesce(min(seq), 0) from capture_change) <= :next and not exists
                  (select 1 from capture_change where seq > :since and manifest_id = :manifest)""")
                .bind("next", since + 1).bind("since", since).bind("manifest", manifestId).mapTo(Boolean.class).one());
    }

    /**
     * Every capture of a manifest: number, symbol, tape, session, date_et, event_type, event_at, before_ns and after_ns (from
     * the window's start to the event and from there to its end), by_change_only, max_rate_hz, state, grade, rows_kept, bytes,
     * settled_at, cause; in this order, from column 1, of which the last five may be null.
     */
    public void members(String manifestId, Rows rows) {
        read("""
                select c.number, c.symbol, c.tape, c.session, c.date_et, mc.event_type, c.event_at,
                  c.event_at - c.window_from, c.window_to - c.event_at, c.by_change_only, c.max_rate_hz,
                  c.state, c.grade, c.rows_kept, c.bytes, c.settled_at, c.cause
                from manifest_capture mc join capture c on c.number = mc.number where mc.manifest_id = :manifest""",
                query -> query.bind("manifest", manifestId), rows);
    }

    /** The captures that changed after a change, of whatever manifest: number and the last six. */
    public void changes(long since, Rows rows) {
        read("""
                select c.number, c.state, c.grade, c.rows_kept, c.bytes, c.settled_at, c.cause from capture c
                where c.number in (select ch.number from capture_change ch where ch.seq > :since)""",
                query -> query.bind("since", since), rows);
    }

    /** The numbers of a manifest's captures that belong to the windows chosen by a run, in column 1. */
    public void chosen(String manifestId, String runId, Rows rows) {
        read("""
                select c.number from run_window rw join capture c on c.window_id = rw.window_id
                  join manifest_capture mc on mc.capture_id = c.capture_id and mc.manifest_id = :manifest
                where rw.run_id = :run""", query -> query.bind("manifest", manifestId).bind("run", runId), rows);
    }

    /** Without a mapper in between: a million rows are read, and nothing of a row is kept. */
    private void read(String sql, UnaryOperator<Query> bound, Rows rows) {
        database.scan(handle -> bound.apply(handle.createQuery(sql)).setFetchSize(ROWS_AT_ONCE)
                .scanResultSet((found, _) -> {
                    ResultSet row = found.get();
                    while (row.next()) {
                        rows.take(row);
                    }
                    return null;
                }));
    }

    /** Tells readers that a manifest got captures. */
    static void added(Handle tx, String manifestId) {
        tx.createUpdate("insert into capture_change (manifest_id) values (:manifest)").bind("manifest", manifestId)
                .execute();
    }
}
