package io.microtape.status.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.Tape;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.parquet.RowGroups;
import io.microtape.runtime.rows.RowSelection;
import io.microtape.runtime.rows.RowWriter;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.status.StatusServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows for a chart beside what SQL over the same file says that they are. */
class ChartRowsTest {
    private static final String TRADES = """
            with t as (select file_row_number as rn, %s, price from read_parquet('%s', file_row_number = true)),
            p as (select * from t where price > 0)
            select min(rn) as rn from t group by span union select max(rn) from t group by span
            union select arg_min(rn, {'v': price, 'r': rn}) from p group by span
            union select arg_min(rn, {'v': -price, 'r': rn}) from p group by span
            order by rn""";
    private static final String QUOTES = """
            with t as (select file_row_number as rn, %s, bid_price as b, ask_price as a
              from read_parquet('%s', file_row_number = true)),
            s as (select *, a - b as d from t where b > 0 and a > 0)
            select min(rn) as rn from t group by span union select max(rn) from t group by span
            union select arg_min(rn, {'v': b, 'r': rn}) from t where b > 0 group by span
            union select arg_min(rn, {'v': -a, 'r': rn}) from t where a > 0 group by span
            union select arg_min(rn, {'v': d, 'r': rn}) from s group by span
            union select arg_min(rn, {'v': -d, 'r': rn}) from s group by span
            order by rn""";

    @TempDir
    private Path folder;

    @Test
    void the_rows_of_a_chart_are_those_that_a_plain_query_finds() throws Exception {
        long seed = System.nanoTime();
        System.out.println("chart rows with seed " + seed);
        var random = new SplittableRandom(seed);
        try (var server = new StatusServer(folder)) {
            server.ledger().plan("m1", "GO", 8, Instant.parse("2024-07-01T12:00:00Z"));
            server.ledger().start("m1", EnumSet.allOf(Tape.class));
            for (Lease lease : server.ledger().lease(16)) {
                Path file = StoredTape.store(server, lease,
                        1 + random.nextInt(random.nextInt(10) == 0 ? 400_000 : 5_000),
                        random.nextLong());
                int points = random.nextInt(50, 5_001);
                holds(server, lease, file, points);
            }
        }
    }

    private static void holds(StatusServer server, Lease lease, Path file, int points) throws Exception {
        var spec = lease.spec();
        BitSet rows = ChartRows.of(file, spec.tape(),
                server.ledger().ledger().captures().find(lease.captureId()).orElseThrow().proof().orElseThrow(),
                points);
        String span = "((epoch_ns(sip_timestamp) - %d)::hugeint * %d // %d) as span".formatted(spec.windowFrom(),
                points, spec.windowTo() - spec.windowFrom());
        String sql = (spec.tape() == Tape.TRADES ? TRADES : QUOTES).formatted(span, file);
        assertThat(rows.stream().asLongStream().toArray()).as("%s with %d points", file, points)
                .isEqualTo(longs(sql));
        assertThat(rows.cardinality()).isLessThanOrEqualTo(points * (spec.tape() == Tape.TRADES ? 4 : 6));
        if (spec.tape() == Tape.TRADES) {
            sumsHold(file, rows);
        }
    }

    private static void sumsHold(Path file, BitSet rows) throws Exception {
        List<Double> sums = new ArrayList<>();
        CumulativeSize.of(file, rows, RowSelection.of(file, rows, RowGroups.of(file, _ -> true).rows(0), Set.of("id")))
                .writeTo(new RowWriter() {
                    @Override
                    public void write(Table table) {
                        assertThat(table.names()).containsExactly("id", "cumulative_size");
                        var column = (Column.Doubles) table.column("cumulative_size").orElseThrow();
                        for (double sum : column.values()) {
                            sums.add(sum);
                        }
                    }

                    @Override
                    public void finish() {}

                    @Override
                    public void close() {}
                });
        long[] naive = longs("select sum(coalesce(size, 0)) over (order by file_row_number)::bigint"
                + " from read_parquet('%s', file_row_number = true) order by file_row_number".formatted(file));
        assertThat(sums.stream().mapToLong(Double::longValue).toArray())
                .isEqualTo(rows.stream().mapToLong(row -> naive[row]).toArray());
    }

    private static long[] longs(String sql) throws Exception {
        List<Long> values = new ArrayList<>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getLong(1));
            }
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
