package io.microtape.runtime.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTablesTest {
    private static final int ROWS = 150_000;

    @TempDir
    Path folder;

    @Test
    void every_kind_of_column_comes_back_as_it_was_written() throws Exception {
        Table table = randomTable(11);
        Path file = folder.resolve("all.parquet");
        ParquetTables.write(file, table, Map.of("microtape.test", "yes"));

        Table read = ParquetTables.read(file);
        assertThat(read.names()).containsExactlyElementsOf(table.names());
        assertThat(read.rows()).isEqualTo(ROWS);
        assertThat(((Column.Longs) read.column("ts").orElseThrow()).values())
                .isEqualTo(((Column.Longs) table.column("ts").orElseThrow()).values());
        assertThat(((Column.Doubles) read.column("price").orElseThrow()).values())
                .isEqualTo(((Column.Doubles) table.column("price").orElseThrow()).values());
        assertThat(((Column.Doubles) read.column("price").orElseThrow()).valid())
                .isEqualTo(((Column.Doubles) table.column("price").orElseThrow()).valid());
        assertThat(((Column.Booleans) read.column("flag").orElseThrow()).values())
                .isEqualTo(((Column.Booleans) table.column("flag").orElseThrow()).values());
        var lists = (Column.IntLists) read.column("conditions").orElseThrow();
        var written = (Column.IntLists) table.column("conditions").orElseThrow();
        assertThat(lists.offsets()).isEqualTo(written.offsets());
        assertThat(lists.values()).isEqualTo(written.values());
        assertThat(lists.valid()).isEqualTo(written.valid());
        for (int row = 0; row < ROWS; row++) {
            assertThat(((Column.Strings) read.column("symbol").orElseThrow()).get(row))
                    .isEqualTo(((Column.Strings) table.column("symbol").orElseThrow()).get(row));
        }
        assertThat(ParquetTables.footer(file)).containsEntry("microtape.test", "yes");
        assertThat(ParquetTables.rows(file)).isEqualTo(ROWS);
    }

    @Test
    void a_second_reader_sees_the_same_rows() throws Exception {
        Table table = randomTable(12);
        Path file = folder.resolve("duck.parquet");
        ParquetTables.write(file, table, Map.of());
        double sum = 0;
        var prices = (Column.Doubles) table.column("price").orElseThrow();
        for (int row = 0; row < ROWS; row++) {
            sum += prices.isNull(row) || Double.isNaN(prices.values()[row]) ? 0 : prices.values()[row];
        }
        var lists = (Column.IntLists) table.column("conditions").orElseThrow();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet found = statement.executeQuery(
                        "select count(*), sum(price) filter (where not isnan(price)), sum(len(conditions)), typeof(any_value(ts)) from '%s'"
                                .formatted(file))) {
            assertThat(found.next()).isTrue();
            assertThat(found.getLong(1)).isEqualTo(ROWS);
            assertThat(found.getDouble(2)).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-3));
            assertThat(found.getLong(3)).isEqualTo(lists.values().length);
            assertThat(found.getString(4)).contains("TIMESTAMP");
        }
    }

    @Test
    void the_same_table_gives_the_same_bytes() throws Exception {
        Path one = folder.resolve("one.parquet");
        Path two = folder.resolve("two.parquet");
        ParquetTables.write(one, randomTable(13), Map.of("b", "2", "a", "1"));
        ParquetTables.write(two, randomTable(13), Map.of("a", "1", "b", "2"));
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    }

    @Test
    void a_cut_file_is_refused_by_name_and_in_words() throws Exception {
        Path whole = folder.resolve("whole.parquet");
        ParquetTables.write(whole, randomTable(14), Map.of());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.parquet");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ParquetTables.read(cut)).isInstanceOf(TableException.class)
                .hasMessageContaining("cut.parquet").hasMessageContaining("cut off or damaged");
        assertThatThrownBy(() -> ParquetTables.read(folder.resolve("absent.parquet")))
                .isInstanceOf(TableException.class).hasMessageContaining("no such file");
    }

    private static Table randomTable(long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        long[] ts = new long[ROWS];
        double[] price = new double[ROWS];
        boolean[] priceValid = new boolean[ROWS];
        boolean[] flag = new boolean[ROWS];
        String[] symbol = new String[ROWS];
        int[] offsets = new int[ROWS + 1];
        boolean[] listValid = new boolean[ROWS];
        int[] values = new int[ROWS * 3];
        int size = 0;
        for (int row = 0; row < ROWS; row++) {
            ts[row] = (row == 0 ? 1_381_000_000_000_000_000L : ts[row - 1]) + random.nextLong(0, 1_000_000_000L);
            priceValid[row] = random.nextInt(10) > 0;
            price[row] = priceValid[row]
                    ? random.nextInt(100) == 0 ? Double.NaN : random.nextInt(500_000) / 1e4
                    : Double.NaN;
            flag[row] = random.nextBoolean();
            symbol[row] = random.nextInt(20) == 0 ? null : "S" + random.nextInt(300);
            listValid[row] = random.nextInt(3) > 0;
            for (int n = listValid[row] ? random.nextInt(4) : 0; n > 0; n--) {
                values[size++] = random.nextInt(60);
            }
            offsets[row + 1] = size;
        }
        return new Table.Builder().add("ts", Column.Longs.of(Kind.TIMESTAMP_NANOS, ts))
                .add("price", new Column.Doubles(price, priceValid)).add("flag", Column.Booleans.of(flag))
                .add("symbol", Column.Strings.of(symbol))
                .add("conditions", new Column.IntLists(offsets, Arrays.copyOf(values, size), listValid)).build();
    }
}
