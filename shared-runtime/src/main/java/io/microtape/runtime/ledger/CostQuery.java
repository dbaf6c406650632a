package io.microtape.runtime.ledger;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What captures cost that were answered: the ground of every estimate. Answered is what is in the lake, and what the vendor
 * has no rows for; refused and failed captures say nothing about what a tape costs and are left out. A capture without rows
 * counts with zero rows and bytes.
 * <p>
 * Requests are those that were made, which is what is paid for and what budgets count: the pages of an extension, pages that
 * had to be asked for again, and every look at an empty window. Those of a joint fetch stand at one of its captures, so the
 * mean of a kind is right where captures alone would not say it. A capture that was answered empty once counts double,
 * because an empty answer is believed the second time. A file that was adopted cost nothing where it was adopted; there its
 * pages say what it costs.
 */
public final class CostQuery {
    private static final String COLUMNS = """
            select mc.event_type, c.session, c.tape, c.event_at - c.window_from as before_ns,
              c.window_to - c.event_at as after_ns, c.by_change_only, c.max_rate_hz, count(*) as answered,
              %s, %s, %s, %s,
              count(c.took_ms) as timed, sum(cast(c.took_ms as double precision)) as took_sum,
              sum(cast(c.took_ms as double precision) * c.took_ms) as took_squares
            """.formatted(moments("requests", """
            case when c.state = 'COMPLETE' and c.took_ms is null then c.pages
              when c.state = 'EMPTY' then 2 * c.requests else c.requests end"""),
            moments("received", "coalesce(c.rows_received, 0)"), moments("kept", "coalesce(c.rows_kept, 0)"),
            moments("bytes", "coalesce(c.bytes, 0)"));
    private static final String GROUPED = """
            c.state in ('COMPLETE', 'EMPTY', 'EMPTY_CONFIRMED', 'VENDOR_HOLE') group by 1, 2, 3, 4, 5, 6, 7
            order by 1, 2, 3, 4, 5, 6, 7""";

    private static final int ROWS_AT_ONCE = 10_000;

    private final Database database;

    CostQuery(Database database) {
        this.database = database;
    }

    /**
     * The cost of the answered captures of one kind: same event type, session, tape, window and quote policy.
     *
     * @param beforeNanos from the start of the window to the event
     * @param afterNanos  from the event to the end of the window
     * @param requests    requests of the vendor for a capture
     * @param millis      from lease to settlement, of the captures for which that is known; an adopted file has none
     */
    public record Cost(String eventType, Session session, Tape tape, long beforeNanos, long afterNanos,
            QuotePolicy policy, Moments requests, Moments rowsReceived, Moments rowsKept, Moments bytes,
            Moments millis) {}

    /** Of every manifest; a capture that several share counts once, as the event of the manifest it was fetched for. */
    public List<Cost> all() {
        return database.withHandle(handle -> handle.createQuery(COLUMNS + """
                from capture c join run r on r.run_id = c.run_id
                  join manifest_capture mc on mc.manifest_id = r.manifest_id and mc.number = c.number
                where\s""" + GROUPED).map((row, _) -> cost(row)).list());
    }

    /** Of one manifest, also of captures that were fetched for another. */
    public List<Cost> of(String manifestId) {
        return database.withHandle(handle -> handle.createQuery(COLUMNS + """
                from manifest_capture mc join capture c on c.number = mc.number
                where mc.manifest_id = :manifest and\s""" + GROUPED).bind("manifest", manifestId)
                .map((row, _) -> cost(row)).list());
    }

    /**
     * Milliseconds during which at least one capture of a manifest was being fetched, of those whose time is known: the wall
     * clock without pauses. Only the attempts that were answered count.
     */
    public long busyMillis(String manifestId) {
        var busy = new BusyTime();
        database.scan(handle -> handle.createQuery("""
                select c.settled_at - c.took_ms as began, c.settled_at as ended
                from manifest_capture mc join capture c on c.capture_id = mc.capture_id
                where mc.manifest_id = :manifest and c.took_ms is not null order by 1""")
                .bind("manifest", manifestId).setFetchSize(ROWS_AT_ONCE)
                .map((row, _) -> new long[] {row.getLong("began"), row.getLong("ended")})
                .forEach(span -> busy.add(span[0], span[1])));
        return busy.millis();
    }

    private static Cost cost(ResultSet row) throws SQLException {
        return new Cost(row.getString("event_type"), Session.valueOf(row.getString("session")),
                Tape.valueOf(row.getString("tape")), row.getLong("before_ns"), row.getLong("after_ns"),
                new QuotePolicy(row.getBoolean("by_change_only"), row.getInt("max_rate_hz")),
                moments(row, "requests", "answered"), moments(row, "received", "answered"),
                moments(row, "kept", "answered"), moments(row, "bytes", "answered"), moments(row, "took", "timed"));
    }

    private static Moments moments(ResultSet row, String name, String count) throws SQLException {
        return new Moments(row.getLong(count), row.getDouble(name + "_sum"), row.getDouble(name + "_squares"));
    }

    /** In floating point: the squares of a large manifest's bytes do not fit 64 bits. */
    private static String moments(String name, String value) {
        String number = "cast(" + value + " as double precision)";
        return "sum(%s) as %s_sum, sum(%s * %s) as %s_squares".formatted(number, name, number, number, name);
    }
}
