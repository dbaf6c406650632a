package io.microtape.standalone;

import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of a tape as texts that can be compared, from a stored file and from the vendor's own words. A field that is absent,
 * zero or empty is left out: the vendor leaves out zeros, so they are the same.
 */
public final class TapeRowTexts {
    private TapeRowTexts() {}

    public static List<String> stored(Path file) {
        Table table = ParquetTables.read(file, name -> !name.equals("window_id") && !name.equals("symbol"));
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            Map<String, String> fields = new TreeMap<>();
            for (Map.Entry<String, Column> column : table.columns().entrySet()) {
                put(fields, column.getKey(), value(column.getValue(), row));
            }
            rows.add(fields.toString());
        }
        return rows;
    }

    public static List<String> of(List<JsonObject> rows) {
        return rows.stream().map(row -> text(row.getMap())).toList();
    }

    /** As {@link #stored}, read by DuckDB, which knows nothing of this program and shows microseconds. */
    public static List<String> storedInMicros(Path file) {
        return DuckDb.rows("""
                select columns(name -> name not like '%%_timestamp' and name not in ('window_id', 'symbol')),
                  epoch_us(columns('(.*_timestamp)')) as '\\1' from '%s'""".formatted(file)).stream()
                .map(TapeRowTexts::text).toList();
    }

    /** As {@link #of}, with its stamps cut to microseconds. */
    public static List<String> inMicros(List<JsonObject> rows) {
        return rows.stream().map(row -> {
            Map<String, Object> cut = new HashMap<>(row.getMap());
            cut.replaceAll((name, value) -> name.endsWith("_timestamp") ? ((Number) value).longValue() / 1000 : value);
            return text(cut);
        }).toList();
    }

    private static String text(Map<String, Object> row) {
        Map<String, String> fields = new TreeMap<>();
        row.forEach((name, value) -> put(fields, name, value instanceof List<?> list ? new JsonArray(list) : value));
        return fields.toString();
    }

    private static Object value(Column column, int row) {
        return switch (column) {
            case Column.Longs longs -> longs.isNull(row) ? null : longs.values()[row];
            case Column.Doubles doubles -> doubles.isNull(row) ? null : doubles.values()[row];
            case Column.Strings strings -> strings.get(row);
            case Column.Booleans booleans -> booleans.values()[row];
            case Column.IntLists lists -> {
                var list = new JsonArray();
                for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
                    list.add(lists.values()[i]);
                }
                yield list;
            }
        };
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        String text = switch (value) {
            case null -> "";
            case Number number -> new BigDecimal(number.toString()).signum() == 0
                    ? ""
                    : new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case JsonArray list -> list.isEmpty() ? "" : list.encode();
            default -> value.toString();
        };
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
    }
}
