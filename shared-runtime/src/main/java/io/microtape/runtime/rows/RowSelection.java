package io.microtape.runtime.rows;

import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.parquet.RowGroups;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of a Parquet file that a {@link RowQuery} wants. Choosing reads the columns that are filtered and sorted by;
 * writing reads the row groups that hold a chosen row, one at a time. In the order of the file, memory is one bit a row
 * and one row group, however long the file is; in another order it is also the sorted column and the rows of the page.
 */
public final class RowSelection implements RowChoice {
    private static final int ROWS_PER_WRITE = 8 * 1024;

    private final Path file;
    private final Table columns;
    private final long total;
    private final BitSet page;
    private final Optional<int[]> order;

    private RowSelection(Path file, Table columns, long total, BitSet page, Optional<int[]> order) {
        this.file = file;
        this.columns = columns;
        this.total = total;
        this.page = page;
        this.order = order;
    }

    /**
     * Chooses the rows.
     *
     * @throws TableException       when the file cannot be read
     * @throws RowsRefusedException when it has no such column, or too many rows would have to be sorted
     */
    public static RowSelection of(Path file, RowQuery query) {
        Table all = RowGroups.of(file, _ -> true).none();
        query.order().ifPresent(order -> known(all, order.column()));
        Table columns = wanted(file, query.columns());
        BitSet passing = passing(file, query.filters(), Math.toIntExact(ParquetTables.rows(file)));
        int total = passing.cardinality();
        int from = (int) Math.min(query.offset(), total);
        int to = (int) Math.min(total, from + query.limit().orElse(total));
        if (query.order().isEmpty()) {
            return new RowSelection(file, columns, total, slice(passing, from, to), Optional.empty());
        }
        if (to > RowQuery.MAX_SORTED) {
            throw new RowsRefusedException("the first %d rows are too many to sort".formatted(to),
                    "leave out sort, give a smaller limit and offset, or filter");
        }
        int[] order = Arrays.copyOfRange(sorted(file, query.order().get(), passing, to), from, to);
        var page = new BitSet();
        Arrays.stream(order).forEach(page::set);
        return new RowSelection(file, columns, total, page, Optional.of(order));
    }

    /**
     * The rows that are set, in the order of the file.
     *
     * @param total   rows that they were chosen from
     * @param columns the columns to answer with; empty for all
     * @throws RowsRefusedException when the file has no such column
     */
    public static RowSelection of(Path file, BitSet rows, long total, Set<String> columns) {
        return new RowSelection(file, wanted(file, columns), total, rows, Optional.empty());
    }

    @Override
    public Table columns() {
        return columns;
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public void writeTo(RowWriter out) throws IOException {
        List<Table> collected = new ArrayList<>(List.of(columns));
        RowGroups groups = RowGroups.of(file, columns.names()::contains);
        int base = 0;
        for (int group = 0; group < groups.count(); base += groups.rows(group), group++) {
            int[] chosen = page.get(base, base + groups.rows(group)).stream().toArray();
            if (chosen.length > 0 && order.isPresent()) {
                collected.add(Picked.of(groups.read(group), chosen, 0, chosen.length));
            } else if (chosen.length > 0) {
                write(groups.read(group), chosen, out);
            }
        }
        if (order.isPresent()) {
            write(Joined.of(collected), places(order.get()), out);
        }
        out.finish();
    }

    private static void write(Table table, int[] chosen, RowWriter out) throws IOException {
        for (int from = 0; from < chosen.length; from += ROWS_PER_WRITE) {
            out.write(Picked.of(table, chosen, from, Math.min(chosen.length, from + ROWS_PER_WRITE)));
        }
    }

    /** Where each row of the order stands among the collected ones, which are in the order of the file. */
    private static int[] places(int[] order) {
        int[] inFile = order.clone();
        Arrays.sort(inFile);
        return Arrays.stream(order).map(row -> Arrays.binarySearch(inFile, row)).toArray();
    }

    private static BitSet passing(Path file, List<RowFilter> filters, int rows) {
        var passing = new BitSet(rows);
        passing.set(0, rows);
        if (filters.isEmpty()) {
            return passing;
        }
        Set<String> filtered = filters.stream().map(RowFilter::column).collect(Collectors.toSet());
        RowGroups groups = RowGroups.of(file, filtered::contains);
        filtered.forEach(column -> known(groups.none(), column));
        int base = 0;
        for (int group = 0; group < groups.count(); group++) {
            Table table = groups.read(group);
            var here = new BitSet(table.rows());
            here.set(0, table.rows());
            filters.forEach(filter -> here.and(filter.passing(table)));
            passing.clear(base, base + table.rows());
            int at = base;
            here.stream().forEach(row -> passing.set(at + row));
            base += table.rows();
        }
        return passing;
    }

    private static BitSet slice(BitSet passing, int from, int to) {
        var slice = new BitSet();
        passing.stream().skip(from).limit(to - from).forEach(slice::set);
        return slice;
    }

    private static int[] sorted(Path file, RowOrder order, BitSet passing, int count) {
        Column values = ParquetTables.read(file, order.column()::equals).column(order.column()).orElseThrow();
        return order.first(values, passing, count);
    }

    private static Table wanted(Path file, Set<String> columns) {
        Table all = RowGroups.of(file, _ -> true).none();
        columns.forEach(column -> known(all, column));
        return columns.isEmpty() ? all : RowGroups.of(file, columns::contains).none();
    }

    private static void known(Table columns, String name) {
        if (columns.column(name).isEmpty()) {
            throw new RowsRefusedException("these rows have no column '%s'".formatted(name),
                    "use one of: " + String.join(", ", columns.names()));
        }
    }
}
