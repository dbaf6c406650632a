package io.microtape.manifest.events;

import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.input.InputFile;
import io.microtape.manifest.input.InputFiles;
import io.microtape.manifest.input.InputTable;
import io.microtape.runtime.table.TableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads shards of events into one {@link EventTable}. */
public final class EventReader {
    private static final String SYMBOL = "symbol";
    private static final String TIMESTAMP = "timestamp";
    private static final String EVENT_TYPE = "event_type";
    private static final String TYPE = "type";
    private static final List<String> NEEDED_NUMBERS = List.of("score", "open", "high", "low", "close", "volume");
    private static final List<String> OTHER_NUMBERS = List.of("vwap_min", "dollar_volume", "spike_x", "tier");
    private static final List<String> LABELS = List.of("direction", "event_bias", "close_vs_open", "session");

    private final List<FileIdentity> files = new ArrayList<>();
    private final int[] file;
    private final int[] fileRow;
    private final long[] timestamp;
    private final Map<String, TextColumn> texts = new LinkedHashMap<>();
    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    private int rows;

    private EventReader(int capacity) {
        file = new int[capacity];
        fileRow = new int[capacity];
        timestamp = new long[capacity];
        texts.put(SYMBOL, new TextColumn(capacity));
        texts.put(EVENT_TYPE, new TextColumn(capacity));
        LABELS.forEach(name -> texts.put(name, new TextColumn(capacity)));
        NEEDED_NUMBERS.forEach(name -> numbers.put(name, new double[capacity]));
        OTHER_NUMBERS.forEach(name -> numbers.put(name, new double[capacity]));
    }

    /**
     * Reads all events at a location: a file, a folder or a glob.
     *
     * @throws TableException when nothing is there, a file cannot be read or a needed column is missing
     */
    public static EventTable read(String location) {
        return read(InputFiles.at(location));
    }

    /** Reads the events of these files. */
    public static EventTable read(List<InputFile> inputs) {
        long total = inputs.stream().mapToLong(input -> input.identity().rows()).sum();
        if (total > Integer.MAX_VALUE - 8) {
            throw new TableException(
                    "the input files hold %,d events; one manifest takes at most %,d: split them by period"
                            .formatted(total, Integer.MAX_VALUE - 8));
        }
        var reader = new EventReader((int) total);
        inputs.forEach(reader::append);
        return reader.table();
    }

    private void append(InputFile input) {
        InputTable table = InputTable.read(input.path(), wanted());
        String type = table.require(EVENT_TYPE, TYPE);
        texts.get(SYMBOL).append(table.texts(table.require(SYMBOL)), rows);
        texts.get(EVENT_TYPE).append(table.texts(type), rows);
        LABELS.forEach(name -> texts.get(name).append(table.texts(name), rows));
        System.arraycopy(table.timestamps(table.require(TIMESTAMP)), 0, timestamp, rows, table.rows());
        NEEDED_NUMBERS.forEach(name -> copy(table.numbers(table.require(name)), numbers.get(name)));
        OTHER_NUMBERS.forEach(name -> copy(table.numbers(name), numbers.get(name)));
        for (int row = 0; row < table.rows(); row++) {
            file[rows + row] = files.size();
            fileRow[rows + row] = row;
        }
        files.add(input.identity());
        rows += table.rows();
    }

    private void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, rows, from.length);
    }

    private static Set<String> wanted() {
        List<String> names = new ArrayList<>(List.of(SYMBOL, TIMESTAMP, EVENT_TYPE, TYPE));
        names.addAll(NEEDED_NUMBERS);
        names.addAll(OTHER_NUMBERS);
        names.addAll(LABELS);
        return Set.copyOf(names);
    }

    private EventTable table() {
        return new EventTable(List.copyOf(files), file, fileRow, texts.get(SYMBOL).sorted(),
                texts.get(EVENT_TYPE).sorted(), timestamp, numbers.get("score"), numbers.get("open"),
                numbers.get("high"), numbers.get("low"), numbers.get("close"), numbers.get("volume"),
                numbers.get("vwap_min"), numbers.get("dollar_volume"), numbers.get("spike_x"), numbers.get("tier"),
                texts.get("direction").sorted(), texts.get("event_bias").sorted(),
                texts.get("close_vs_open").sorted(), texts.get("session").sorted());
    }
}
