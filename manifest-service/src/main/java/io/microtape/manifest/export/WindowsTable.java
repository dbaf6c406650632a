package io.microtape.manifest.export;

import io.microtape.model.capture.CaptureProof;
import io.microtape.runtime.ledger.WindowRecords.Member;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * The rows of {@code windows.parquet}: one for each capture, whatever became of it, so that a hole is never taken for
 * silence. What only a stored capture has is null for the others.
 */
final class WindowsTable {
    static final String TAPE = "tape";
    static final String ROWS = "rows";
    static final String SOURCE = "source";
    static final String SOURCE_SHA256 = "source_sha256";
    static final String FILE = "file";

    private final List<Row> batch;
    private final Table.Builder table = new Table.Builder();

    /**
     * A capture and where its rows are.
     *
     * @param file path in the dataset; null when it has no rows there
     */
    record Row(Member member, String file) {}

    private WindowsTable(List<Row> batch) {
        this.batch = batch;
    }

    static Table of(List<Row> batch) {
        var rows = new WindowsTable(batch);
        rows.identity();
        rows.standing();
        rows.contents();
        return rows.table.build();
    }

    private void identity() {
        texts("window_id", row -> row.member().capture().spec().windowId().value());
        texts("capture_id", row -> row.member().capture().captureId());
        texts("symbol", row -> row.member().capture().spec().symbol());
        texts("event_type", row -> row.member().eventType());
        texts("session", row -> row.member().capture().session());
        longs("date_et", Kind.DATE, row -> LocalDate.parse(row.member().capture().dateEt()).toEpochDay());
        longs("event_at", Kind.TIMESTAMP_NANOS, row -> row.member().capture().spec().eventAt());
        longs("window_from", Kind.TIMESTAMP_NANOS, row -> row.member().capture().spec().windowFrom());
        longs("window_to", Kind.TIMESTAMP_NANOS, row -> row.member().capture().spec().windowTo());
        texts(TAPE, row -> row.member().capture().spec().tape().word());
        table.add("by_change_only", Column.Booleans.of(bits(row -> row.member().capture().spec().policy()
                .byChangeOnly())));
        longs("max_rate_hz", Kind.INT32, row -> (long) row.member().capture().spec().policy().maxRateHz());
        texts("columns", row -> String.join(",", row.member().capture().spec().columns()));
    }

    private void standing() {
        texts("state", row -> row.member().capture().state().name());
        texts("cause", row -> row.member().capture().cause().orElse(null));
    }

    private void contents() {
        longs(ROWS, Kind.INT64, proven(CaptureProof::rowsKept));
        longs("rows_received", Kind.INT64, proven(CaptureProof::rowsReceived));
        longs("covers_from", Kind.TIMESTAMP_NANOS, proven(CaptureProof::from));
        longs("covers_to", Kind.TIMESTAMP_NANOS, proven(CaptureProof::to));
        longs("first_timestamp", Kind.TIMESTAMP_NANOS, proven(CaptureProof::firstTimestamp));
        longs("last_timestamp", Kind.TIMESTAMP_NANOS, proven(CaptureProof::lastTimestamp));
        texts("grade", proven(proof -> proof.findings().grade().name()));
        numbers("tick_continuity", proven(proof -> proof.findings().tickContinuity()));
        texts("extension", proven(proof -> proof.findings().extension()));
        texts(SOURCE, row -> row.member().capture().proof().isPresent() ? row.member().capture().path() : null);
        texts(SOURCE_SHA256, proven(CaptureProof::sha256));
        texts(FILE, Row::file);
    }

    private static <T> Function<Row, T> proven(Function<CaptureProof, T> value) {
        return row -> row.member().capture().proof().map(value).orElse(null);
    }

    private void texts(String name, Function<Row, String> value) {
        table.add(name, Column.Strings.of(batch.stream().map(value).toArray(String[]::new)));
    }

    private void longs(String name, Kind kind, Function<Row, Long> value) {
        long[] values = new long[batch.size()];
        boolean[] valid = new boolean[batch.size()];
        for (int row = 0; row < values.length; row++) {
            Long there = value.apply(batch.get(row));
            valid[row] = there != null;
            values[row] = there == null ? 0 : there;
        }
        table.add(name, new Column.Longs(kind, values, valid));
    }

    private void numbers(String name, Function<Row, Double> value) {
        double[] values = new double[batch.size()];
        boolean[] valid = new boolean[batch.size()];
        for (int row = 0; row < values.length; row++) {
            Double there = value.apply(batch.get(row));
            valid[row] = there != null && !there.isNaN();
            values[row] = valid[row] ? there : Double.NaN;
        }
        table.add(name, new Column.Doubles(values, valid));
    }

    private boolean[] bits(Function<Row, Boolean> value) {
        boolean[] bits = new boolean[batch.size()];
        for (int row = 0; row < bits.length; row++) {
            bits[row] = value.apply(batch.get(row));
        }
        return bits;
    }
}
