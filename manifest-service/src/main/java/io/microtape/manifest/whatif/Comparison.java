package io.microtape.manifest.whatif;

import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.store.Draft;
import io.microtape.manifest.store.ManifestFile;
import io.microtape.manifest.store.RejectionTable;
import io.microtape.manifest.store.Sidecar;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a build would change of an earlier manifest.
 *
 * @param manifestId     the earlier one
 * @param settings       settings of the profile that differ
 * @param sameInputs     whether the earlier one was built from the same files
 * @param stay           events in both
 * @param enteringBecause events that only the new one has, by what rejected them earlier
 * @param leavingBecause events that only the earlier one has, by what rejects them now
 * @param entering       those events, best first
 * @param leaving        those events, in the order that they had
 */
public record Comparison(String manifestId, List<ChangedSetting> settings, boolean sameInputs, int stay, int enter,
        int leave, SortedMap<String, Integer> enteringBecause, SortedMap<String, Integer> leavingBecause,
        List<MovedEvent> entering, List<MovedEvent> leaving) {

    /**
     * Compares.
     *
     * @param folder of the earlier manifest
     * @throws TableException when there is no such manifest
     */
    public static Comparison of(Path folder, Draft draft, Selection selection, Profile profile) {
        if (!Files.isDirectory(folder)) {
            throw new TableException("there is no manifest %s here to compare with; check the id and --home"
                    .formatted(folder.getFileName()));
        }
        ManifestFile.read(folder);
        Sidecar sidecar = Sidecar.read(folder);
        Table before = ParquetTables.read(folder.resolve(ManifestFile.NAME));
        Table after = draft.manifest();
        List<MovedEvent> entering = moved(after, before,
                () -> ParquetTables.read(folder.resolve(RejectionTable.FILE)));
        List<MovedEvent> leaving = moved(before, after, () -> RejectionTable.of(selection));
        return new Comparison(sidecar.manifestId(), ChangedSetting.between(sidecar.profile(), profile),
                hashes(sidecar.events()).equals(hashes(selection.events().files())), after.rows() - entering.size(),
                entering.size(), leaving.size(), reasons(entering), reasons(leaving), entering, leaving);
    }

    private interface Rejected {
        Table rows();
    }

    /** The events of one table that the other lacks, with the reasons of the other's rejections. */
    private static List<MovedEvent> moved(Table from, Table other, Rejected rejected) {
        Set<String> there = new HashSet<>();
        for (int row = 0; row < other.rows(); row++) {
            there.add(event(other, row));
        }
        Map<String, Integer> missing = new TreeMap<>();
        for (int row = 0; row < from.rows(); row++) {
            if (!there.contains(event(from, row))) {
                missing.put(event(from, row), row);
            }
        }
        if (missing.isEmpty()) {
            return List.of();
        }
        Table rejections = rejected.rows();
        Map<String, Integer> rejectedAs = new TreeMap<>();
        for (int row = 0; row < rejections.rows(); row++) {
            // The rows of an event but one are its duplicates: that one says what became of it.
            if (!"duplicate".equals(text(rejections, "reason", row))
                    && !"unparseable".equals(text(rejections, "reason", row))) {
                String event = event(rejections, row);
                if (missing.containsKey(event)) {
                    rejectedAs.put(event, row);
                }
            }
        }
        List<MovedEvent> moved = new ArrayList<>();
        missing.values().stream().sorted().forEach(
                row -> moved.add(moved(from, row, rejections, rejectedAs.get(event(from, row)))));
        return moved;
    }

    private static MovedEvent moved(Table from, int row, Table rejections, Integer rejection) {
        return new MovedEvent(text(from, "event_id", row), text(from, "symbol", row), text(from, "event_type", row),
                Instant.ofEpochSecond(0, nanos(from, row)), text(from, "session", row),
                ((Column.Doubles) from.column("score").orElseThrow()).values()[row],
                rejection == null ? MovedEvent.NOT_IN_INPUT : text(rejections, "reason", rejection),
                number(rejections, "observed", rejection), number(rejections, "threshold", rejection));
    }

    private static Optional<Double> number(Table table, String name, Integer row) {
        Column column = table.column(name).orElseThrow();
        return row == null || column.isNull(row)
                ? Optional.empty()
                : Optional.of(((Column.Doubles) column).values()[row]);
    }

    private static SortedMap<String, Integer> reasons(List<MovedEvent> moved) {
        SortedMap<String, Integer> reasons = new TreeMap<>();
        moved.forEach(event -> reasons.merge(event.reason(), 1, Integer::sum));
        return reasons;
    }

    private static Set<String> hashes(List<FileIdentity> files) {
        Set<String> hashes = new HashSet<>();
        files.forEach(file -> hashes.add(file.sha256()));
        return hashes;
    }

    /** What makes an event one: tables name it alike whether it was selected or rejected. */
    private static String event(Table table, int row) {
        return text(table, "symbol", row) + '\n' + text(table, "event_type", row) + '\n' + nanos(table, row);
    }

    private static String text(Table table, String name, int row) {
        return ((Column.Strings) table.column(name).orElseThrow()).get(row);
    }

    private static long nanos(Table table, int row) {
        return ((Column.Longs) table.column("timestamp").orElseThrow()).values()[row];
    }
}
