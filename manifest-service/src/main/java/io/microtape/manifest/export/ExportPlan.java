package io.microtape.manifest.export;

import io.microtape.manifest.export.SourceTape.Source;
import io.microtape.manifest.export.WindowsTable.Row;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.WindowRecords;
import io.microtape.runtime.ledger.WindowRecords.Member;
import io.microtape.runtime.parquet.RowGroups;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which captures a dataset is made of, from one read of the ledger, and which file each goes into. It is kept in
 * {@code windows.parquet} itself, so that memory does not grow with the manifest.
 */
final class ExportPlan {
    static final String FILE = "windows.parquet";
    private static final int BATCH = 8 * 1024;
    private static final Set<String> READ_BACK = Set.of(WindowsTable.TAPE, WindowsTable.ROWS, WindowsTable.SOURCE,
            WindowsTable.SOURCE_SHA256, WindowsTable.FILE);

    private final DatasetFile out;
    private final Map<Tape, PartNumbers> numbers = new EnumMap<>(Tape.class);
    private final List<Row> batch = new ArrayList<>();
    private final Map<CaptureState, Long> states = new EnumMap<>(CaptureState.class);
    private final Map<Tape, Long> rows = new EnumMap<>(Tape.class);
    private final Map<String, Long> months = new TreeMap<>();
    private long sourceBytes;

    private ExportPlan(DatasetFile out, ExportRequest request) {
        this.out = out;
        request.tapes().forEach(tape -> {
            numbers.put(tape, new PartNumbers(tape, request.maxFileRows()));
            rows.put(tape, 0L);
        });
        for (CaptureState state : CaptureState.values()) {
            states.put(state, 0L);
        }
    }

    /** Reads the captures of the manifest and tells each; {@link #flush} ends the plan. */
    static ExportPlan read(WindowRecords windows, ExportRequest request, DatasetFile out) throws IOException {
        var plan = new ExportPlan(out, request);
        try {
            windows.ofManifest(request.manifestId(), plan::add);
            plan.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return plan;
    }

    /** Captures by state, every state. */
    Map<CaptureState, Long> states() {
        return states;
    }

    /** Rows that the ledger proves, by tape. */
    Map<Tape, Long> rows() {
        return rows;
    }

    /** Rows by month, for those that have any. */
    Map<String, Long> months() {
        return months;
    }

    /** Bytes of the files that the rows come from. */
    long sourceBytes() {
        return sourceBytes;
    }

    long captures() {
        return states.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Tells the files that are to be written, in the order of the dataset. */
    static void parts(Path folder, Consumer<PlannedPart> each) {
        RowGroups groups = RowGroups.of(folder.resolve(FILE), READ_BACK::contains);
        Map<Tape, PlannedPart> open = new EnumMap<>(Tape.class);
        for (int group = 0; group < groups.count(); group++) {
            Table table = groups.read(group);
            var files = texts(table, WindowsTable.FILE);
            for (int row = 0; row < table.rows(); row++) {
                if (!files.isNull(row)) {
                    add(table, row, files.get(row), open, each);
                }
            }
        }
        open.values().forEach(each);
    }

    private static void add(Table table, int row, String file, Map<Tape, PlannedPart> open,
            Consumer<PlannedPart> each) {
        Tape tape = Tape.valueOf(texts(table, WindowsTable.TAPE).get(row).toUpperCase(Locale.ROOT));
        PlannedPart part = open.get(tape);
        if (part == null || !part.path().equals(file)) {
            if (part != null) {
                each.accept(part);
            }
            part = new PlannedPart(tape, file.replaceFirst(".*month=([^/]*)/.*", "$1"), file, new ArrayList<>());
            open.put(tape, part);
        }
        part.sources().add(new Source(texts(table, WindowsTable.SOURCE).get(row),
                ((Column.Longs) table.column(WindowsTable.ROWS).orElseThrow()).values()[row],
                texts(table, WindowsTable.SOURCE_SHA256).get(row)));
    }

    private static Column.Strings texts(Table table, String name) {
        return (Column.Strings) table.column(name).orElseThrow();
    }

    private void add(Member member) {
        CaptureRecord capture = member.capture();
        PartNumbers ofTape = numbers.get(capture.spec().tape());
        if (ofTape == null) {
            return;
        }
        states.merge(capture.state(), 1L, Long::sum);
        batch.add(new Row(member, capture.proof().map(proof -> {
            String month = capture.dateEt().substring(0, "yyyy-MM".length());
            rows.merge(capture.spec().tape(), proof.rowsKept(), Long::sum);
            months.merge(month, proof.rowsKept(), Long::sum);
            sourceBytes += proof.bytes();
            return ofTape.next(month, proof.rowsKept());
        }).orElse(null)));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        try {
            out.append(WindowsTable.of(batch));
            batch.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
