package io.microtape.simulator.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.SharedData;
import io.microtape.simulator.tape.TapeColumns;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTapesTest {
    private static final long NOON_2013_10_09 = 1_381_334_400_000_000_000L;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"TRADES, IBM, 2013-10-07, 15.9, 20.5", "TRADES, BAC, 2013-10-08, 13.4, 13.6",
            "TRADES, AIG, 2013-10-09, 13.4, 13.7", "QUOTES, AIG, 2013-10-09, 19.9, 19.97",
            "QUOTES, IBM, 2013-10-08, 13.0, 13.8", "TRADES, IBM, 2013-10-08, 8, 15",
            "QUOTES, BAC, 2013-10-07, 13.5, 13.55"})
    void rows_are_those_of_the_file_in_every_column(Tape tape, String symbol, String date, double from, double to)
            throws Exception {
        Path data = SharedData.folder();
        long midnight = LocalDate.parse(date).toEpochDay() * 86_400_000_000_000L;
        long begin = midnight + (long) (from * 3_600e9);
        long end = midnight + (long) (to * 3_600e9);
        Path file = data.resolve("ticks").resolve(tape.word()).resolve(symbol + "_" + date + ".parquet");
        List<JsonObject> expected = readByDuckDb(file, tape, begin, end);
        try (var simulator = RunningSimulator.over(new RecordedTapes(data))) {
            List<JsonObject> served = simulator
                    .all("/v3/%s/%s?order=asc&limit=20000&timestamp.gte=%d&timestamp.lt=%d".formatted(tape.word(),
                            symbol, begin, end));
            assertThat(served).hasSameSizeAs(expected);
            for (int row = 0; row < served.size(); row++) {
                if (!served.get(row).encode().equals(expected.get(row).encode())) {
                    assertThat(served.get(row).encode()).as("row %d", row).isEqualTo(expected.get(row).encode());
                }
            }
        }
    }

    @Test
    void a_window_over_midnight_reads_both_days() throws Exception {
        Path data = SharedData.folder();
        try (var simulator = RunningSimulator.over(new RecordedTapes(data))) {
            String range = "?limit=50000&timestamp.gte=2013-10-07T19:00:00-04:00&timestamp.lt=2013-10-09T05:00:00-04:00";
            List<JsonObject> ascending = simulator.all("/v3/trades/IBM" + range + "&order=asc");
            List<JsonObject> descending = simulator.all("/v3/trades/IBM" + range + "&order=desc");
            assertThat(ascending).hasSizeGreaterThan(33_381).isEqualTo(descending.reversed());
            assertThat(ascending).extracting(row -> row.getLong("sip_timestamp")).isSorted();
        }
    }

    @Test
    void null_empty_and_zero_stay_three_things_and_src_row_decides_among_equals() throws Exception {
        boolean[] some = {true, false, true};
        write("trades/T_2013-10-09.parquet", new Table.Builder()
                .add("sip_timestamp",
                        Column.Longs.of(Kind.INT64, NOON_2013_10_09, NOON_2013_10_09, NOON_2013_10_09 - 1))
                .add("size", new Column.Doubles(new double[] {0, Double.NaN, 5}, some))
                .add("conditions", new Column.IntLists(new int[] {0, 0, 0, 1}, new int[] {12}, some))
                .add("correction", new Column.Longs(Kind.INT32, new long[3], new boolean[3]))
                .add("src_row", Column.Longs.of(Kind.INT64, 9, 4, 6))
                .add("src_note", Column.Strings.of("a", "b", "c")).build());
        try (var simulator = RunningSimulator.over(new RecordedTapes(folder))) {
            assertThat(simulator.all("/v3/trades/T?order=asc").stream().map(JsonObject::encode)).containsExactly(
                    "{\"conditions\":[12],\"sip_timestamp\":%d,\"size\":5}".formatted(NOON_2013_10_09 - 1),
                    "{\"sip_timestamp\":%d}".formatted(NOON_2013_10_09),
                    "{\"conditions\":[],\"sip_timestamp\":%d,\"size\":0}".formatted(NOON_2013_10_09));
        }
    }

    @ParameterizedTest
    @CsvSource({"..%2F..%2Fsecret", "%2e%2e%2f%2e%2e%2fsecret", "..%5Csecret", "%2Fetc%2Fpasswd", "secret%00", "t",
            "T_2013-10-09", "*"})
    void a_ticker_never_leaves_the_folder(String ticker) throws Exception {
        Table row = new Table.Builder().add("sip_timestamp", Column.Longs.of(Kind.INT64, NOON_2013_10_09)).build();
        write("trades/T_2013-10-09.parquet", row);
        ParquetTables.write(folder.resolve("secret_2013-10-09.parquet"), row, Map.of());
        try (var simulator = RunningSimulator.over(new RecordedTapes(folder))) {
            assertThat(simulator.raw("/v3/trades/" + ticker, "x")).startsWith("HTTP/1.1 200")
                    .contains("\"results\":[]");
            assertThat(simulator.all("/v3/trades/T")).hasSize(1);
        }
    }

    @Test
    void a_damaged_file_is_an_error_of_its_own_request_only() throws Exception {
        write("trades/GOOD_2013-10-09.parquet",
                new Table.Builder().add("sip_timestamp", Column.Longs.of(Kind.INT64, NOON_2013_10_09)).build());
        Files.write(folder.resolve("ticks/trades/BAD_2013-10-09.parquet"), new byte[100]);
        try (var simulator = RunningSimulator.over(new RecordedTapes(folder))) {
            assertThat(simulator.get("/v3/trades/BAD").statusCode()).isEqualTo(500);
            assertThat(simulator.get("/v3/trades/BAD").statusCode()).isEqualTo(500);
            assertThat(simulator.all("/v3/trades/GOOD")).hasSize(1);
        }
    }

    @Test
    void a_folder_without_ticks_is_refused_at_the_start() {
        assertThatThrownBy(() -> new RecordedTapes(folder)).isInstanceOf(TableException.class)
                .hasMessageContaining("ticks");
    }

    private void write(String name, Table table) throws Exception {
        Path file = folder.resolve("ticks").resolve(name);
        Files.createDirectories(file.getParent());
        ParquetTables.write(file, table, Map.of());
    }

    private static List<JsonObject> readByDuckDb(Path file, Tape tape, long from, long to) throws SQLException {
        List<JsonObject> rows = new ArrayList<>();
        String query = "select %s from '%s' where sip_timestamp >= %d and sip_timestamp < %d order by src_row"
                .formatted(String.join(", ", TapeColumns.of(tape)), file, from, to);
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                var row = new JsonObject();
                for (String name : TapeColumns.of(tape)) {
                    Object value = found.getObject(name);
                    if (value != null) {
                        row.put(name, plain(value));
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object plain(Object value) throws SQLException {
        return switch (value) {
            case Array list -> Arrays.asList((Object[]) list.getArray());
            case Double number when number == Math.rint(number) -> number.longValue();
            default -> value;
        };
    }
}
