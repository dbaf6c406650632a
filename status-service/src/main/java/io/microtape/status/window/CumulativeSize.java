package io.microtape.status.window;

import io.microtape.runtime.parquet.RowGroups;
import io.microtape.runtime.rows.RowChoice;
import io.microtape.runtime.rows.RowSelection;
import io.microtape.runtime.rows.RowWriter;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Chosen trades with one more column, {@code cumulative_size}: the shares of all rows of the file up to and including this
 * one, chosen or not.
 */
record CumulativeSize(RowSelection chosen, double[] sums) implements RowChoice {
    static final String SIZE = "size";
    private static final String NAME = "cumulative_size";

    /** Reads the sizes of the whole file, a row group at a time. */
    static CumulativeSize of(Path file, BitSet rows, RowSelection chosen) {
        double[] sums = new double[rows.cardinality()];
        RowGroups groups = RowGroups.of(file, SIZE::equals);
        double sum = 0;
        int next = 0;
        int base = 0;
        for (int group = 0; group < groups.count(); group++) {
            var sizes = (Column.Doubles) groups.read(group).column(SIZE).orElseThrow();
            for (int row = 0; row < sizes.rows(); row++) {
                sum += sizes.isNull(row) ? 0 : sizes.values()[row];
                if (rows.get(base + row)) {
                    sums[next] = sum;
                    next++;
                }
            }
            base += sizes.rows();
        }
        return new CumulativeSize(chosen, sums);
    }

    @Override
    public Table columns() {
        return with(chosen.columns(), Column.Doubles.of());
    }

    @Override
    public long total() {
        return chosen.total();
    }

    @Override
    public void writeTo(RowWriter out) throws IOException {
        chosen.writeTo(new RowWriter() {
            private int written;

            @Override
            public void write(Table rows) throws IOException {
                double[] here = Arrays.copyOfRange(sums, written, written + rows.rows());
                out.write(with(rows, Column.Doubles.of(here)));
                written += here.length;
            }

            @Override
            public void finish() throws IOException {
                out.finish();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        });
    }

    private static Table with(Table rows, Column sums) {
        var wider = new Table.Builder();
        rows.columns().forEach(wider::add);
        return wider.add(NAME, sums).build();
    }
}
