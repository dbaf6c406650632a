package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Extension;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.RawTape;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The captures, one by one. */
public final class CaptureRecords {
    /** 2100-01-01: what waits longer is not looked at again. */
    private static final long NEVER = 4_102_444_800_000L;

    /** Plans that are delayed answer a quarter of an hour late, as if nothing had happened since. */
    private static final long ANSWERED_AFTER = Duration.ofHours(1).toMillis();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Database database;
    private final Clock clock;

    CaptureRecords(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A capture that a manifest wants.
     *
     * @param path where in the lake its file goes when no other capture has that place
     */
    public record Planned(CaptureSpec spec, String session, String dateEt, EventBar bar, String path,
            long manifestRank, String eventType) {}

    /**
     * A capture and where it stands.
     *
     * @param requests requests of the vendor in all its attempts; those of a joint fetch stand at one of its captures
     * @param nextLook when the vendor is asked again after it had no rows; absent when it is not
     * @param proof    present exactly when the state is {@code COMPLETE}
     */
    public record CaptureRecord(String captureId, CaptureSpec spec, String session, String dateEt, String path,
            CaptureState state, long leaseToken, int failures, long requests, Optional<Instant> nextLook,
            Optional<CaptureProof> proof, Optional<String> cause) {}

    /** How one lease of a capture ended. */
    public record Attempt(long leaseToken, String leasedBy, String outcome, String cause, long endedAt) {}

    /**
     * Makes captures part of a manifest. One that another manifest already asked for in the same way is shared. One whose window
     * is not over yet, or has just ended, is not handed out before an answer can hold all of it.
     */
    public void plan(String manifestId, List<Planned> planned) {
        database.useTransaction(tx -> {
            insertCaptures(tx, planned);
            PreparedBatch members = tx.prepareBatch("""
                    insert into manifest_capture (manifest_id, capture_id, number, manifest_rank, event_type)
                    select :manifest, capture_id, number, :rank, :type from capture where capture_id = :capture
                    on conflict do nothing""");
            for (Planned capture : planned) {
                members.bind("manifest", manifestId).bind("capture", capture.spec().captureId())
                        .bind("rank", capture.manifestRank()).bind("type", capture.eventType()).add();
            }
            members.execute();
            CaptureFeed.added(tx, manifestId);
        });
        database.changed(planned.size());
    }

    public Optional<CaptureRecord> find(String captureId) {
        return database.withHandle(handle -> handle.createQuery("select * from capture where capture_id = :id")
                .bind("id", captureId).map((row, _) -> capture(row)).findOne());
    }

    /** Captures by their numbers, in that order. */
    public List<CaptureRecord> numbered(long[] numbers) {
        if (numbers.length == 0) {
            return List.of();
        }
        Map<Long, CaptureRecord> found = new HashMap<>();
        database.useHandle(handle -> handle.createQuery("select * from capture where number in (<numbers>)")
                .bindList("numbers", LongStream.of(numbers).boxed().toList())
                .map((row, _) -> found.put(row.getLong("number"), capture(row))).list());
        return LongStream.of(numbers).mapToObj(found::get).toList();
    }

    /** How many captures are complete. */
    public long complete() {
        return database.withHandle(handle -> handle.createQuery("select count(*) from capture where state = 'COMPLETE'")
                .mapTo(Long.class).one());
    }

    /** The next complete captures by id, after this one; the first ones after an empty id. */
    public List<CaptureRecord> complete(String after, int limit) {
        return database.withHandle(handle -> handle
                .createQuery("select * from capture where state = 'COMPLETE' and capture_id > :after "
                        + "order by capture_id limit :limit")
                .bind("after", after).bind("limit", limit).map((row, _) -> capture(row)).list());
    }

    /** The capture whose file belongs at a lake path. */
    public Optional<CaptureRecord> at(String path) {
        return database.withHandle(handle -> handle.createQuery("select * from capture where path = :path")
                .bind("path", path).map((row, _) -> capture(row)).findOne());
    }

    /** Every ended lease of a capture, oldest first. */
    public List<Attempt> attempts(String captureId) {
        return database.withHandle(handle -> handle
                .createQuery("select * from attempt where capture_id = :id order by lease_token").bind("id", captureId)
                .map((row, _) -> new Attempt(row.getLong("lease_token"), row.getString("leased_by"),
                        row.getString("outcome"), row.getString("cause"), row.getLong("ended_at")))
                .list());
    }

    private void insertCaptures(Handle tx, List<Planned> planned) {
        var insert = """
                insert into capture (capture_id, window_id, symbol, tape, event_at, window_from, window_to,
                  by_change_only, max_rate_hz, keep_raw, columns_kept, extend_from, extend_to, speed_pctl, spread_pctl,
                  spike_x_min, session, date_et, event_open, event_high, event_low, event_close, event_volume,
                  event_spike_x, path, state, position, not_before, answered_empty, failures, lease_token, number)
                select :id, :window, :symbol, :tape, :at, :from, :to, :change, :rate, :raw, :columns, :extendFrom,
                  :extendTo, :speedPctl, :spreadPctl, :spikeXMin, :session, :date, :open, :high, :low, :close, :volume,
                  :spikeX,
                  case when exists (select 1 from capture where path = :path) then :otherPath else :path end,
                  'PLANNED', :rank, :ready, false, 0, 0, (select coalesce(max(number), 0) + 1 from capture)
                where not exists (select 1 from capture where capture_id = :id)""";
        PreparedBatch captures = tx.prepareBatch(insert);
        for (Planned capture : planned) {
            CaptureSpec spec = capture.spec();
            EventBar bar = capture.bar();
            String id = spec.captureId();
            captures.bind("id", id).bind("window", spec.windowId().value()).bind("symbol", spec.symbol())
                    .bind("tape", spec.tape().name()).bind("at", spec.eventAt()).bind("from", spec.windowFrom())
                    .bind("to", spec.windowTo()).bind("change", spec.policy().byChangeOnly())
                    .bind("rate", spec.policy().maxRateHz()).bind("session", capture.session())
                    .bind("date", capture.dateEt())
                    .bind("raw", spec.keepRaw()).bind("columns", String.join(",", spec.columns()))
                    .bind("extendFrom", spec.extension().map(Extension::from).orElse(null))
                    .bind("extendTo", spec.extension().map(Extension::to).orElse(null))
                    .bind("speedPctl", spec.extension().map(Extension::speedPercentile).orElse(null))
                    .bind("spreadPctl", spec.extension().map(Extension::spreadPercentile).orElse(null))
                    .bind("spikeXMin", spec.extension().map(Extension::spikeX).orElse(null))
                    .bind("open", orNull(bar.open())).bind("high", orNull(bar.high())).bind("low", orNull(bar.low()))
                    .bind("close", orNull(bar.close())).bind("volume", orNull(bar.volume()))
                    .bind("spikeX", orNull(bar.spikeX())).bind("path", capture.path())
                    .bind("otherPath", otherPath(capture.path(), id))
                    .bind("rank", capture.manifestRank()).bind("ready", ready(spec)).add();
        }
        captures.execute();
    }

    /** From when on the vendor's answer is whole; 0 when it is now. */
    private long ready(CaptureSpec spec) {
        long end = spec.extension().map(Extension::to).orElse(spec.windowTo());
        long ready = Math.ceilDiv(end, NANOS_PER_MILLI) + ANSWERED_AFTER;
        return ready <= clock.millis() ? 0 : ready;
    }

    /** The same window asked for with other bounds or policy is another file: the id's digits tell them apart. */
    private static String otherPath(String path, String captureId) {
        String digits = captureId.substring(captureId.lastIndexOf('_'));
        return path.substring(0, path.length() - ".parquet".length()) + digits + ".parquet";
    }

    static CaptureSpec spec(ResultSet row) throws SQLException {
        String columns = row.getString("columns_kept");
        return new CaptureSpec(new WindowId(row.getString("window_id")), row.getString("symbol"),
                Tape.valueOf(row.getString("tape")), row.getLong("event_at"), row.getLong("window_from"),
                row.getLong("window_to"),
                new QuotePolicy(row.getBoolean("by_change_only"), row.getInt("max_rate_hz")),
                row.getBoolean("keep_raw"), columns.isEmpty() ? List.of() : List.of(columns.split(",", -1)),
                extension(row));
    }

    static EventBar bar(ResultSet row) throws SQLException {
        return new EventBar(orNan(row, "event_open"), orNan(row, "event_high"), orNan(row, "event_low"),
                orNan(row, "event_close"), orNan(row, "event_volume"), orNan(row, "event_spike_x"));
    }

    private static Optional<Extension> extension(ResultSet row) throws SQLException {
        long from = row.getLong("extend_from");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Extension(from, row.getLong("extend_to"), row.getDouble("speed_pctl"),
                        row.getDouble("spread_pctl"), row.getDouble("spike_x_min")));
    }

    static CaptureRecord capture(ResultSet row) throws SQLException {
        CaptureState state = CaptureState.valueOf(row.getString("state"));
        return new CaptureRecord(row.getString("capture_id"), spec(row), row.getString("session"),
                row.getString("date_et"), row.getString("path"), state, row.getLong("lease_token"),
                row.getInt("failures"), row.getLong("requests"), nextLook(row, state),
                state == CaptureState.COMPLETE ? Optional.of(proof(row)) : Optional.empty(),
                Optional.ofNullable(row.getString("cause")));
    }

    private static Optional<Instant> nextLook(ResultSet row, CaptureState state) throws SQLException {
        long notBefore = row.getLong("not_before");
        boolean again = state == CaptureState.EMPTY || state == CaptureState.VENDOR_HOLE;
        return again && notBefore < NEVER ? Optional.of(Instant.ofEpochMilli(notBefore)) : Optional.empty();
    }

    private static CaptureProof proof(ResultSet row) throws SQLException {
        var raw = Optional.ofNullable(row.getString("raw_sha256"));
        long rawBytes = row.getLong("raw_bytes");
        String extension = row.getString("extension");
        return new CaptureProof(row.getLong("rows_received"), row.getLong("rows_kept"), row.getLong("bytes"),
                row.getString("sha256"), row.getLong("first_ts"), row.getLong("last_ts"), row.getInt("pages"),
                row.getLong("covers_from"), row.getLong("covers_to"), raw.map(hash -> new RawTape(rawBytes, hash)),
                new Findings(Grade.valueOf(row.getString("grade")), orNan(row, "tick_continuity"),
                        orNan(row, "event_speed"), orNan(row, "event_spread"), extension == null ? "" : extension));
    }

    static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double orNan(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
