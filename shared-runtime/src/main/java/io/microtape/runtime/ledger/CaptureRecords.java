package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The captures, one by one. */
public final class CaptureRecords {
    private final Jdbi jdbi;

    CaptureRecords(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A capture that a manifest wants.
     *
     * @param eventVolume shares in the event's own minute bar; NaN when unknown
     * @param path        where in the lake its file goes when no other capture has that place
     */
    public record Planned(CaptureSpec spec, String session, String dateEt, double eventVolume, String path,
            long manifestRank, String eventType) {}

    /** A capture and where it stands. {@code proof} is present exactly when the state is {@code COMPLETE}. */
    public record CaptureRecord(String captureId, CaptureSpec spec, String session, String dateEt, String path,
            CaptureState state, long leaseToken, int failures, Optional<CaptureProof> proof, Optional<String> cause) {}

    /** How one lease of a capture ended. */
    public record Attempt(long leaseToken, String leasedBy, String outcome, String cause, long endedAt) {}

    /** What to list: every part that is present narrows it. */
    public record Filter(Optional<String> manifestId, Optional<CaptureState> state, Optional<String> symbol,
            Optional<Tape> tape, Optional<String> session) {
        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** Makes captures part of a manifest. One that another manifest already asked for in the same way is shared. */
    public void plan(String manifestId, List<Planned> planned) {
        jdbi.useTransaction(tx -> {
            insertCaptures(tx, planned);
            PreparedBatch members = tx.prepareBatch("""
                    insert into manifest_capture (manifest_id, capture_id, manifest_rank, event_type)
                    values (:manifest, :capture, :rank, :type) on conflict do nothing""");
            for (Planned capture : planned) {
                members.bind("manifest", manifestId).bind("capture", capture.spec().captureId())
                        .bind("rank", capture.manifestRank()).bind("type", capture.eventType()).add();
            }
            members.execute();
        });
    }

    public Optional<CaptureRecord> find(String captureId) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from capture where capture_id = :id")
                .bind("id", captureId).map((row, _) -> capture(row)).findOne());
    }

    /** A page of the captures that match, by window and tape. */
    public List<CaptureRecord> list(Filter filter, int limit, int offset) {
        var where = new ArrayList<String>();
        where.add("1 = 1");
        filter.manifestId().ifPresent(_ -> where
                .add("capture_id in (select capture_id from manifest_capture where manifest_id = :manifest)"));
        filter.state().ifPresent(_ -> where.add("state = :state"));
        filter.symbol().ifPresent(_ -> where.add("symbol = :symbol"));
        filter.tape().ifPresent(_ -> where.add("tape = :tape"));
        filter.session().ifPresent(_ -> where.add("session = :session"));
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery("select * from capture where " + String.join(" and ", where)
                    + " order by window_id, tape desc, capture_id limit :limit offset :offset");
            filter.manifestId().ifPresent(value -> query.bind("manifest", value));
            filter.state().ifPresent(value -> query.bind("state", value.name()));
            filter.symbol().ifPresent(value -> query.bind("symbol", value));
            filter.tape().ifPresent(value -> query.bind("tape", value.name()));
            filter.session().ifPresent(value -> query.bind("session", value));
            return query.bind("limit", limit).bind("offset", offset).map((row, _) -> capture(row)).list();
        });
    }

    /** Whether the file at a lake path is that of a complete capture. */
    public boolean completeAt(String path) {
        return jdbi.withHandle(handle -> handle
                .createQuery("select count(*) from capture where path = :path and state = 'COMPLETE'")
                .bind("path", path).mapTo(Long.class).one()) > 0;
    }

    /** Every ended lease of a capture, oldest first. */
    public List<Attempt> attempts(String captureId) {
        return jdbi.withHandle(handle -> handle
                .createQuery("select * from attempt where capture_id = :id order by lease_token").bind("id", captureId)
                .map((row, _) -> new Attempt(row.getLong("lease_token"), row.getString("leased_by"),
                        row.getString("outcome"), row.getString("cause"), row.getLong("ended_at")))
                .list());
    }

    private static void insertCaptures(Handle tx, List<Planned> planned) {
        var insert = """
                insert into capture (capture_id, window_id, symbol, tape, event_at, window_from, window_to,
                  by_change_only, max_rate_hz, session, date_et, event_volume, path, state, position, not_before,
                  answered_empty, failures, lease_token)
                select :id, :window, :symbol, :tape, :at, :from, :to, :change, :rate, :session, :date, :volume,
                  case when exists (select 1 from capture where path = :path) then :otherPath else :path end,
                  'PLANNED', :rank, 0, false, 0, 0
                where not exists (select 1 from capture where capture_id = :id)""";
        PreparedBatch captures = tx.prepareBatch(insert);
        for (Planned capture : planned) {
            CaptureSpec spec = capture.spec();
            String id = spec.captureId();
            captures.bind("id", id).bind("window", spec.windowId().value()).bind("symbol", spec.symbol())
                    .bind("tape", spec.tape().name()).bind("at", spec.eventAt()).bind("from", spec.windowFrom())
                    .bind("to", spec.windowTo()).bind("change", spec.policy().byChangeOnly())
                    .bind("rate", spec.policy().maxRateHz()).bind("session", capture.session())
                    .bind("date", capture.dateEt())
                    .bind("volume", Double.isNaN(capture.eventVolume()) ? null : capture.eventVolume())
                    .bind("path", capture.path()).bind("otherPath", otherPath(capture.path(), id))
                    .bind("rank", capture.manifestRank()).add();
        }
        captures.execute();
    }

    /** The same window asked for with other bounds or policy is another file: the id's digits tell them apart. */
    private static String otherPath(String path, String captureId) {
        String digits = captureId.substring(captureId.lastIndexOf('_'));
        return path.substring(0, path.length() - ".parquet".length()) + digits + ".parquet";
    }

    static CaptureSpec spec(ResultSet row) throws SQLException {
        return new CaptureSpec(new WindowId(row.getString("window_id")), row.getString("symbol"),
                Tape.valueOf(row.getString("tape")), row.getLong("event_at"), row.getLong("window_from"),
                row.getLong("window_to"),
                new QuotePolicy(row.getBoolean("by_change_only"), row.getInt("max_rate_hz")));
    }

    private static CaptureRecord capture(ResultSet row) throws SQLException {
        CaptureState state = CaptureState.valueOf(row.getString("state"));
        Optional<CaptureProof> proof = state == CaptureState.COMPLETE
                ? Optional.of(new CaptureProof(row.getLong("rows_received"), row.getLong("rows_kept"),
                        row.getLong("bytes"), row.getString("sha256"), row.getLong("first_ts"),
                        row.getLong("last_ts"), row.getInt("pages")))
                : Optional.empty();
        return new CaptureRecord(row.getString("capture_id"), spec(row), row.getString("session"),
                row.getString("date_et"), row.getString("path"), state, row.getLong("lease_token"),
                row.getInt("failures"), proof, Optional.ofNullable(row.getString("cause")));
    }
}
