package io.microtape.runtime.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of another writer, compared value by value with what that writer itself reads from them. */
class ForeignParquetTest {
    private static final int ROWS = 30_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"zstd, V1", "zstd, V2", "snappy, V1", "snappy, V2", "gzip, V1", "gzip, V2", "uncompressed, V1",
            "uncompressed, V2"})
    void every_codec_page_version_and_encoding_reads_as_its_writer_reads_it(String codec, String version)
            throws SQLException {
        Path file = folder.resolve("duck.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:"); var statement = duck.createStatement()) {
            statement.execute("create table t as " + mixedRows());
            // Small row groups, and text that outgrows its dictionary: chunks begin with one encoding and end with another.
            statement.execute("copy t to '%s' (format parquet, codec %s, parquet_version %s, row_group_size 6000)"
                    .formatted(file, codec, version));
            Table table = ParquetTables.read(file);
            assertThat(table.rows()).isEqualTo(ROWS);
            for (String name : table.names()) {
                assertThat(spelt(table.column(name).orElseThrow())).as(name)
                        .containsExactlyElementsOf(spelt(statement, file, name));
            }
        }
    }

    private static String mixedRows() {
        return """
                select case when i % 7 = 0 then null else 'S' || (i * 7919 % 300) end as few,
                    'text ' || (i * 104729 % 1000003) || 'ü' as many,
                    case when i % 5 = 0 then null else (i * 7919 % 100000) / 8 end as price,
                    (i % 17) / 4 as repeated, (i % 1000)::float as narrow,
                    case when i % 3 = 0 then null else (i * 31 % 2000 - 1000)::integer end as small,
                    (4000000000 + i)::uinteger as unsigned, (i * 1000000007)::bigint as large,
                    i % 11 = 0 as flag, case when i % 2 = 0 then null else i % 4 = 1 end as maybe,
                    (i % 100000 / 100)::decimal(9, 2) as cents, 1.5::decimal(30, 10) as wide,
                    null::double as nothing, 'X' as constant
                from range(ROWS) r(i)""".replace("ROWS", Integer.toString(ROWS));
    }

    @Test
    void timestamps_of_every_unit_become_nanoseconds_and_what_they_cannot_hold_the_nearest() throws SQLException {
        Path file = folder.resolve("times.parquet");
        duck("copy (select make_timestamp_ns(1705417200000000001) as ns, timestamp '2024-01-16 15:00:00.000001' as us, "
                + "timestamp '9999-01-01 00:00:00' as far, date '2024-01-16' as day) to '%s' (format parquet)"
                        .formatted(file));
        Table table = ParquetTables.read(file);
        assertThat(longs(table, "ns").values()).containsExactly(1_705_417_200_000_000_001L);
        assertThat(longs(table, "us").values()).containsExactly(1_705_417_200_000_001_000L);
        assertThat(longs(table, "far").values()).containsExactly(Long.MAX_VALUE);
        assertThat(longs(table, "day").kind()).isEqualTo(Kind.DATE);
    }

    @Test
    void a_nested_column_is_refused_by_name_only_when_it_is_wanted() throws SQLException {
        Path file = folder.resolve("nested.parquet");
        duck("copy (select 1 as a, {'x': 1, 'y': [1, 2]} as s, map {'k': 1} as m) to '%s' (format parquet)"
                .formatted(file));
        assertThat(ParquetTables.read(file, "a"::equals).names()).containsExactly("a");
        assertThatThrownBy(() -> ParquetTables.read(file)).isInstanceOf(TableException.class)
                .hasMessageContainingAll("nested.parquet", "column s", "cannot be read here");
    }

    @Test
    void text_and_prices_whose_dictionary_does_not_pay_come_back_as_written() throws Exception {
        long seed = 17;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        String[] texts = new String[ROWS];
        double[] prices = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            texts[row] = row % 9 == 0 ? null : Long.toString(random.nextLong(), 36);
            prices[row] = random.nextDouble();
        }
        Path file = folder.resolve("own.parquet");
        ParquetTables.write(file,
                new Table.Builder().add("text", Column.Strings.of(texts)).add("price", Column.Doubles.of(prices))
                        .build(),
                Map.of());
        Table read = ParquetTables.read(file);
        assertThat(spelt(read.column("text").orElseThrow())).containsExactly(texts);
        assertThat(((Column.Doubles) read.column("price").orElseThrow()).values()).isEqualTo(prices);
    }

    @Test
    void a_page_with_one_changed_byte_is_refused() throws Exception {
        Path file = folder.resolve("changed.parquet");
        ParquetTables.write(file, new Table.Builder().add("n", Column.Doubles.of(1, 2, 3, 4, 5)).build(), Map.of());
        byte[] bytes = Files.readAllBytes(file);
        bytes[40] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ParquetTables.read(file)).isInstanceOf(TableException.class)
                .hasMessageContainingAll("changed.parquet", "damaged");
    }

    private static void duck(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:"); var statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> spelt(Statement statement, Path file, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var found = statement.executeQuery("select case when typeof(%1$s) in ('FLOAT', 'DECIMAL(9,2)', "
                .formatted(name)
                + "'DECIMAL(30,10)') then %1$s::double::varchar else %1$s::varchar end from '%2$s'".formatted(name,
                        file))) {
            while (found.next()) {
                String text = found.getString(1);
                values.add(text == null ? null : number(text));
            }
        }
        return values;
    }

    private static String[] spelt(Column column) {
        String[] values = new String[column.rows()];
        for (int row = 0; row < values.length; row++) {
            int at = row;
            values[row] = column.isNull(row) ? null : switch (column) {
                case Column.Longs longs -> Long.toString(longs.values()[at]);
                case Column.Doubles doubles -> Double.toString(doubles.values()[at]);
                case Column.Booleans booleans -> Boolean.toString(booleans.values()[at]);
                case Column.Strings strings -> strings.get(at);
                case Column.IntLists _ -> throw new AssertionError("no lists here");
            };
        }
        return values;
    }

    private static String number(String text) {
        return text.matches("-?[0-9]+\\.[0-9]+(e.*)?") ? Double.toString(Double.parseDouble(text)) : text;
    }

    private static Column.Longs longs(Table table, String name) {
        return (Column.Longs) table.column(name).orElseThrow();
    }
}
