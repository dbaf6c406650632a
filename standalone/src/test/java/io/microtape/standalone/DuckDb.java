package io.microtape.standalone;

import io.vertx.core.json.JsonArray;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions to DuckDB: over the files of a lake and of manifests, and over a ledger of SQLite. */
public final class DuckDb {
    private DuckDb() {}

    /** Each row by the names of its columns, in their order; lists as JSON. */
    public static List<Map<String, Object>> rows(String sql) {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    Object value = found.getObject(i);
                    row.put(found.getMetaData().getColumnName(i),
                            value instanceof Array list
                                    ? new JsonArray(Arrays.asList((Object[]) list.getArray()))
                                    : value);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Writes what a query gives into a file of the format that its name says. */
    public static void write(String query, Path file) {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:"); var statement = duck.createStatement()) {
            statement.execute("copy (%s) to '%s'".formatted(query, file));
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The one number that is asked for. */
    public static long number(String sql) {
        return ((Number) rows(sql).getFirst().values().iterator().next()).longValue();
    }
}
