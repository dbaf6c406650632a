package io.microtape.runtime.ledger;

import io.microtape.model.capture.EventBar;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The captures by window. */
public final class WindowRecords {
    private static final int ROWS_AT_ONCE = 1_000;

    private final Database database;

    WindowRecords(Database database) {
        this.database = database;
    }

    /** A capture of a window with the bar of the event that the window is about. */
    public record WindowCapture(CaptureRecord capture, EventBar bar) {}

    /** A capture as part of a manifest. */
    public record Member(CaptureRecord capture, String eventType) {}

    /** The captures of a window, trades before quotes: those of one manifest, or of all that ask for it. */
    public List<WindowCapture> of(String windowId, Optional<String> manifestId) {
        String ofManifest = " and capture_id in (select capture_id from manifest_capture where manifest_id = :manifest)";
        return database.withHandle(handle -> {
            var query = handle.createQuery("select * from capture where window_id = :window"
                    + (manifestId.isPresent() ? ofManifest : "") + " order by tape desc, capture_id");
            manifestId.ifPresent(id -> query.bind("manifest", id));
            return query.bind("window", windowId)
                    .map((row, _) -> new WindowCapture(CaptureRecords.capture(row), CaptureRecords.bar(row))).list();
        });
    }

    /** One capture. */
    public Optional<WindowCapture> capture(String captureId) {
        return database.withHandle(handle -> handle.createQuery("select * from capture where capture_id = :id")
                .bind("id", captureId)
                .map((row, _) -> new WindowCapture(CaptureRecords.capture(row), CaptureRecords.bar(row))).findOne());
    }

    /**
     * Tells all captures of a manifest, as they stand at one moment, whatever happens meanwhile: by month of the event (New
     * York), symbol, event, window and tape.
     */
    public void ofManifest(String manifestId, Consumer<Member> each) {
        database.scan(handle -> {
            try (Stream<Member> members = handle.createQuery("""
                    select c.*, m.event_type as member_type
                    from manifest_capture m join capture c on c.capture_id = m.capture_id
                    where m.manifest_id = :manifest
                    order by substr(c.date_et, 1, 7), c.symbol, c.event_at, c.window_id, c.tape desc, c.capture_id""")
                    .bind("manifest", manifestId).setFetchSize(ROWS_AT_ONCE).map((row, _) -> member(row)).stream()) {
                members.forEach(each);
            }
        });
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(CaptureRecords.capture(row), row.getString("member_type"));
    }
}
