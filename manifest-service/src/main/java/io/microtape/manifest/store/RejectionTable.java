package io.microtape.manifest.store;

import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Decisions;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.selection.Reason;
import io.microtape.model.session.Session;
import io.microtape.manifest.selection.Selection;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.util.Arrays;
import java.util.Locale;

/**
 * The rows of {@code rejections.parquet}: every input row that was not selected and why, sorted by symbol, instant, type,
 * stage and content. The order of the input shows only in {@code source_file} and {@code source_row}, which say where the
 * row stands in it.
 */
public final class RejectionTable {
    /** The name of the file in the manifest's folder. */
    public static final String FILE = "rejections.parquet";

    private RejectionTable() {}

    public static Table of(Selection selection) {
        EventTable events = selection.events();
        Decisions decisions = selection.decisions();
        int[] rows = selection.rejected();
        var rejected = new Gather(rows);
        var table = new Table.Builder();
        table.add("symbol", rejected.texts(events.symbol()));
        table.add("timestamp", rejected.timestamps(events.timestamp()));
        table.add("event_type", rejected.texts(events.eventType()));
        table.add("session", rejected.texts(row -> selection.enriched().session()[row], Session::name));
        table.add("score_raw", rejected.numbers(events.score()));
        table.add("stage", rejected.texts(row -> decisions.reason(row).stage(),
                stage -> stage.name().toLowerCase(Locale.ROOT)));
        table.add("reason", rejected.texts(decisions::reason, Reason::name));
        table.add("observed", rejected.numbers(decisions::observed));
        table.add("threshold", rejected.numbers(decisions::threshold));
        table.add("also_failed", rejected.texts(decisions::otherFailures, decisions::names));
        table.add("source_file", rejected.texts(row -> events.files().get(events.file()[row]), FileIdentity::name));
        table.add("source_row",
                Column.Longs.of(Kind.INT32, Arrays.stream(rows).mapToLong(row -> events.fileRow()[row]).toArray()));
        return table.build();
    }
}
