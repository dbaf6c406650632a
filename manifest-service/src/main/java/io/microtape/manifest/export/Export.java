package io.microtape.manifest.export;

import io.microtape.manifest.export.PartWriters.Written;
import io.microtape.manifest.store.ManifestFile;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.manifest.store.ProvenManifest;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.parquet.Layout;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.UnprovenTapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Copies what a manifest has captured into one dataset of large files, sorted by month, symbol and window. The captures are
 * those of one read of the ledger; each file of the lake is hashed before its rows are taken; the dataset has its name
 * only when all of it is there. The same manifest with the same captures gives the same bytes in every Parquet file.
 */
public final class Export {
    private static final long GROUP_ROWS = 1_000_000;
    private static final long GROUP_BYTES = 64L * 1024 * 1024;
    private static final long WINDOW_GROUP_ROWS = 100_000;

    private final Ledger ledger;
    private final Lake lake;
    private final ManifestStore manifests;
    private final Clock clock;

    public Export(Ledger ledger, Lake lake, ManifestStore manifests, Clock clock) {
        this.ledger = ledger;
        this.lake = lake;
        this.manifests = manifests;
        this.clock = clock;
    }

    /**
     * A month of which every file is written.
     *
     * @param done months of which every file is written, with this one
     * @param of   all months
     */
    public record Month(String month, long rows, int files, int done, int of) {}

    /**
     * Writes the dataset.
     *
     * @param told hears of each month when all its files are written
     * @throws LedgerException           when there is no such manifest, or nothing of it was ever asked for
     * @throws TamperedManifestException when its rows are not those that were built
     * @throws UnprovenTapeException     when a file of the lake is missing or not what was proven; nothing stays
     * @throws ConfigException           when the place is taken
     * @throws TableException            when the place cannot be written, or the lake cannot be read at all
     */
    public ExportReport run(ExportRequest request, Consumer<Month> told) {
        lake.folder().ifPresent(folder -> refuseWithin(request.to(), folder));
        ManifestRecord manifest = ledger.manifests().get(request.manifestId());
        Path home = manifests.path(manifest.manifestId());
        ProvenManifest.rows(home, manifest);
        try (var folder = ExportFolder.begin(request.to(), request.replace())) {
            ExportReport report = write(request, manifest, home.resolve(ManifestFile.NAME), folder.draft(), told);
            folder.publish();
            return report;
        } catch (LakeUnavailableException e) {
            throw new TableException("the lake cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TableException("%s cannot be written: check free space and permissions (%s)".formatted(
                    request.to(), e.getMessage()), e);
        }
    }

    private static void refuseWithin(Path place, Path folder) {
        Path to = real(place);
        Path stored = real(folder);
        if (to.startsWith(stored) || stored.startsWith(to)) {
            throw new ConfigException("%s and the lake %s must not hold one another; give another folder with --to"
                    .formatted(place, folder));
        }
    }

    /** Where a path leads, which need not be there: links in what is there of it are followed. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.getParent() == null ? path : real(path.getParent()).resolve(path.getFileName());
        }
    }

    private ExportReport write(ExportRequest request, ManifestRecord manifest, Path events, Path draft,
            Consumer<Month> told) throws IOException {
        boolean micros = request.timestamps() == TimestampUnit.US;
        Map<String, String> footer = Map.of("microtape.manifest_id", manifest.manifestId(), "microtape.content_hash",
                manifest.contentHash());
        List<WrittenFile> files = new ArrayList<>();
        var windowGroups = new Layout(WINDOW_GROUP_ROWS, GROUP_BYTES, micros);
        files.add(events(events, draft, windowGroups, footer));
        Instant asOf = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ExportPlan plan;
        try (var out = new DatasetFile(draft, ExportPlan.FILE, WindowsTable.of(List.of()), windowGroups)) {
            plan = ExportPlan.read(ledger.windows(), request, out);
            files.add(out.finish(footer));
        }
        if (plan.captures() == 0) {
            throw LedgerException.refused("manifest %s has no captures of these tapes; approve it and start a run"
                    .formatted(manifest.manifestId()));
        }
        List<WrittenFile> parts = parts(request, draft, new Layout(GROUP_ROWS, GROUP_BYTES, micros), footer, plan,
                told);
        files.addAll(parts);
        var report = new ExportReport(ExportReport.FORMAT, manifest.manifestId(), manifest.contentHash(),
                Software.version(), asOf, request.tapes(), request.columns(), request.timestamps(),
                request.maxFileRows(), plan.captures(), plan.states(), counted(parts, plan), plan.sourceBytes(),
                files.stream().mapToLong(WrittenFile::bytes).sum(), files);
        report.write(draft);
        ExportReadme.write(draft, report);
        return report;
    }

    private static WrittenFile events(Path manifest, Path draft, Layout layout, Map<String, String> footer)
            throws IOException {
        Table events = ParquetTables.read(manifest);
        try (var out = new DatasetFile(draft, "events.parquet", events, layout)) {
            out.append(events);
            return out.finish(footer);
        }
    }

    private List<WrittenFile> parts(ExportRequest request, Path draft, Layout layout, Map<String, String> footer,
            ExportPlan plan, Consumer<Month> told) throws IOException {
        var progress = new MonthProgress(plan.months(), told);
        try (var writers = new PartWriters(lake, draft, request, layout, footer, progress::add)) {
            ExportPlan.parts(draft, writers::write);
            return writers.finish();
        }
    }

    /** Rows by tape as they were written; that these are those of the proofs is what the dataset stands on. */
    private static Map<Tape, Long> counted(List<WrittenFile> parts, ExportPlan plan) {
        Map<Tape, Long> rows = new EnumMap<>(Tape.class);
        plan.rows().keySet().forEach(tape -> rows.put(tape, parts.stream()
                .filter(part -> part.path().startsWith(tape.word() + "/")).mapToLong(WrittenFile::rows).sum()));
        if (!rows.equals(plan.rows())) {
            throw new IllegalStateException("%s rows were written, the ledger proves %s".formatted(rows, plan.rows()));
        }
        return rows;
    }

    /** Tells a month when all its rows are written. */
    private static final class MonthProgress {
        private final Map<String, Long> open;
        private final Map<String, Long> total;
        private final Map<String, Integer> files = new HashMap<>();
        private final Consumer<Month> told;
        private int done;

        MonthProgress(Map<String, Long> rows, Consumer<Month> told) {
            this.total = rows;
            this.open = new HashMap<>(rows);
            this.told = told;
        }

        void add(Written written) {
            String month = written.month();
            files.merge(month, 1, Integer::sum);
            if (open.merge(month, -written.file().rows(), Long::sum) == 0) {
                done++;
                told.accept(new Month(month, total.get(month), files.get(month), done, total.size()));
            }
        }
    }
}
