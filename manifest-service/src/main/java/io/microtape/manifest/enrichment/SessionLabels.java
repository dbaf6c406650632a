package io.microtape.manifest.enrichment;

import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.Timestamps;
import io.microtape.model.session.Session;
import io.microtape.runtime.table.Column;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the session labels of the input were wrong. Labels are compared without regard to case.
 *
 * @param rowsWithLabel  rows that carry a label and an instant
 * @param corrected      those whose label is not the session by the calendar
 * @param shareCorrected {@code corrected / rowsWithLabel}, in [0, 1]; 0 without labels
 * @param changes        rows by {@code given->computed}
 */
public record SessionLabels(int rowsWithLabel, int corrected, double shareCorrected,
        SortedMap<String, Integer> changes) {

    static SessionLabels compare(EventTable events, Session[] session) {
        Column.Strings given = events.session();
        Map<Session, int[]> rowsByLabel = new EnumMap<>(Session.class);
        for (Session computed : Session.values()) {
            rowsByLabel.put(computed, new int[given.dictionary().length]);
        }
        for (int row = 0; row < events.rows(); row++) {
            if (!given.isNull(row) && events.timestamp()[row] != Timestamps.MISSING) {
                rowsByLabel.get(session[row])[given.codes()[row]]++;
            }
        }
        SortedMap<String, Integer> changes = new TreeMap<>();
        rowsByLabel.forEach((computed, rows) -> {
            for (int code = 0; code < rows.length; code++) {
                String label = given.dictionary()[code].strip().toUpperCase(Locale.ROOT);
                if (rows[code] > 0 && !label.equals(computed.name())) {
                    changes.merge(label + "->" + computed, rows[code], Integer::sum);
                }
            }
        });
        int labelled = rowsByLabel.values().stream().flatMapToInt(Arrays::stream).sum();
        int corrected = changes.values().stream().mapToInt(Integer::intValue).sum();
        return new SessionLabels(labelled, corrected, labelled == 0 ? 0 : (double) corrected / labelled, changes);
    }
}
