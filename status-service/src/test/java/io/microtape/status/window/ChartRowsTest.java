package io.microtape.status.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Tape;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.rows.RowSelection;
import io.microtape.runtime.rows.RowWriter;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.status.StatusServer;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows for a chart beside a plain computation over all rows of the same file. */
class ChartRowsTest {
    @TempDir
    private Path folder;

    @Test
    void the_rows_of_a_chart_are_those_that_a_plain_computation_finds() throws Exception {
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
        assertThat(rows).as("%s with %d points", file, points).isEqualTo(naive(ParquetTables.read(file), spec, points));
        assertThat(rows.cardinality()).isLessThanOrEqualTo(points * (spec.tape() == Tape.TRADES ? 4 : 6));
        if (spec.tape() == Tape.TRADES) {
            sumsHold(file, rows);
        }
    }

    private static void sumsHold(Path file, BitSet rows) throws Exception {
        List<Double> sums = new ArrayList<>();
        CumulativeSize.of(file, rows, RowSelection.of(file, rows, ParquetTables.rows(file), Set.of("id")))
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
        double sum = 0;
        int next = 0;
        Column.Doubles sizes = doubles(ParquetTables.read(file), "size");
        for (int row = 0; row < sizes.rows(); row++) {
            sum += sizes.isNull(row) ? 0 : sizes.values()[row];
            if (rows.get(row)) {
                assertThat(sums.get(next)).isEqualTo(sum);
                next++;
            }
        }
        assertThat(sums).hasSize(next);
    }

    /** Sorts the rows of each span by each value. */
    private static BitSet naive(Table table, CaptureSpec spec, int points) {
        long[] times = ((Column.Longs) table.column("sip_timestamp").orElseThrow()).values();
        Map<Integer, List<Integer>> spans = IntStream.range(0, times.length).boxed()
                .collect(Collectors.groupingBy(row -> BigInteger.valueOf(times[row] - spec.windowFrom())
                        .multiply(BigInteger.valueOf(points))
                        .divide(BigInteger.valueOf(spec.windowTo() - spec.windowFrom())).intValueExact()));
        var chosen = new BitSet();
        for (List<Integer> rows : spans.values()) {
            chosen.set(rows.getFirst());
            chosen.set(rows.getLast());
            if (spec.tape() == Tape.TRADES) {
                double[] prices = doubles(table, "price").values();
                ends(rows, row -> prices[row], row -> prices[row] > 0, chosen, chosen);
            } else {
                double[] bids = doubles(table, "bid_price").values();
                double[] asks = doubles(table, "ask_price").values();
                var unused = new BitSet();
                ends(rows, row -> bids[row], row -> bids[row] > 0, chosen, unused);
                ends(rows, row -> asks[row], row -> asks[row] > 0, unused, chosen);
                ends(rows, row -> asks[row] - bids[row], row -> bids[row] > 0 && asks[row] > 0, chosen, chosen);
            }
        }
        return chosen;
    }

    private static void ends(List<Integer> rows, ToDoubleFunction<Integer> value, Predicate<Integer> counts,
            BitSet lowest, BitSet highest) {
        Comparator<Integer> upward = Comparator.comparingDouble(value);
        rows.stream().filter(counts).min(upward.thenComparing(Comparator.naturalOrder())).ifPresent(lowest::set);
        rows.stream().filter(counts).min(upward.reversed().thenComparing(Comparator.naturalOrder()))
                .ifPresent(highest::set);
    }

    private static Column.Doubles doubles(Table table, String name) {
        return (Column.Doubles) table.column(name).orElseThrow();
    }
}
