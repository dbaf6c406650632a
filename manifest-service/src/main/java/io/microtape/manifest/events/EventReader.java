package io.microtape.manifest.events;

import static io.microtape.manifest.input.ColumnType.AS_IS;
import static io.microtape.manifest.input.ColumnType.NUMBER;
import static io.microtape.manifest.input.ColumnType.TEXT;
import static io.microtape.manifest.input.ColumnType.TIMESTAMP;

import io.microtape.manifest.input.InputFiles;
import io.microtape.manifest.input.InputRows;
import io.microtape.manifest.input.Wanted;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.TableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads shards of events into one {@link EventTable}. */
public final class EventReader {
    private static final List<Wanted> COLUMNS = columns();

    private EventReader() {}

    /** Reads all events at a location, with no carried columns. */
    public static EventTable read(String location) {
        return read(location, List.of());
    }

    /**
     * Reads all events at a location: a file, a folder or a glob. A file without a carried column has nulls in it.
     *
     * @param carryColumns names of further columns that are to travel to the manifest untouched
     * @throws TableException when nothing is there, a file cannot be read, a needed column is missing, there is no event at
     *                        all, or a carried column cannot be had: no file has it, its types contradict, or a column of
     *                        the manifest bears its name
     */
    public static EventTable read(String location, List<String> carryColumns) {
        ManifestColumns.requireFree(carryColumns);
        List<Wanted> wanted = new ArrayList<>(COLUMNS);
        carryColumns.forEach(name -> wanted.add(Wanted.optional(AS_IS, name)));
        InputRows rows = InputRows.read(InputFiles.at(location), wanted);
        if (rows.rows() == 0) {
            throw new TableException("%s holds no events: %s without a row; check what wrote it".formatted(location,
                    rows.files().size() == 1 ? "one file" : rows.files().size() + " files"));
        }
        Map<String, Column> carried = new LinkedHashMap<>();
        carryColumns.forEach(name -> carried.put(name, rows.asIs(name)));
        return new EventTable(rows.files(), rows.file(), rows.fileRow(), rows.texts("symbol"),
                rows.texts("event_type"), rows.timestamps("timestamp"), rows.numbers("score"), rows.numbers("open"),
                rows.numbers("high"), rows.numbers("low"), rows.numbers("close"), rows.numbers("volume"),
                rows.numbers("vwap_min"), rows.numbers("dollar_volume"), rows.numbers("spike_x"), rows.numbers("tier"),
                rows.texts("direction"), rows.texts("event_bias"), rows.texts("close_vs_open"), rows.texts("session"),
                carried);
    }

    private static List<Wanted> columns() {
        List<Wanted> columns = new ArrayList<>(List.of(Wanted.needed(TEXT, "symbol"),
                Wanted.needed(TIMESTAMP, "timestamp"), Wanted.needed(TEXT, "event_type", "type")));
        List.of("score", "open", "high", "low", "close", "volume")
                .forEach(name -> columns.add(Wanted.needed(NUMBER, name)));
        List.of("vwap_min", "dollar_volume", "spike_x", "tier")
                .forEach(name -> columns.add(Wanted.optional(NUMBER, name)));
        List.of("direction", "event_bias", "close_vs_open", "session")
                .forEach(name -> columns.add(Wanted.optional(TEXT, name)));
        return List.copyOf(columns);
    }
}
