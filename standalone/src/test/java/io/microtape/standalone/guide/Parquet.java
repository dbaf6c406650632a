package io.microtape.standalone.guide;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What a reader that is not ours finds in Parquet files, in the words of the documentation. */
final class Parquet {
    private static final Map<String, String> WORDS = Map.of("VARCHAR", "text", "TIMESTAMP WITH TIME ZONE", "timestamp",
            "DATE", "date", "DOUBLE", "double", "INTEGER", "int32", "BIGINT", "int64", "BOOLEAN", "bool", "INTEGER[]",
            "list of int32");

    private Parquet() {}

    /** Name to type, in the order of the file; the month of a dataset's folders left out. */
    static Map<String, String> columns(String files) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        query("describe select * from read_parquet('%s', hive_partitioning = false)".formatted(files), row -> columns
                .put(row.getString("column_name"), WORDS.get(row.getString("column_type"))));
        return columns;
    }

    /** The keys of ours in the footers, without what they begin with. */
    static Set<String> footer(String files) throws SQLException {
        Set<String> keys = new TreeSet<>();
        query("select distinct decode(key) as key from parquet_kv_metadata('%s')".formatted(files),
                row -> keys.add(row.getString("key").replace("microtape.", "")));
        return keys;
    }

    /** How many rows a query has. */
    static int rows(String sql) throws SQLException {
        var count = new AtomicInteger();
        query(sql, _ -> count.incrementAndGet());
        return count.get();
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private static void query(String sql, Row row) throws SQLException {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.take(rows);
            }
        }
    }
}
