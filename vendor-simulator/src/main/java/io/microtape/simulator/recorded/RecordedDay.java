package io.microtape.simulator.recorded;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import io.microtape.simulator.tape.TapeColumns;
import io.microtape.simulator.tape.TapeRows;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads one recorded file into the order in which the vendor serves it. */
final class RecordedDay {
    /** The row's place in the original; thousands of separate prints are equal in all else. */
    private static final String ORDER = "src_row";

    private RecordedDay() {}

    /**
     * The vendor's columns of the file, by SIP stamp, rows with one stamp by {@code src_row} where there is one, else as
     * they stand in the file. Columns that hold nothing are left out.
     *
     * @throws TableException when the file has no SIP stamp in some row
     */
    static Table read(Path path, Tape tape) {
        Set<String> wanted = new HashSet<>(TapeColumns.of(tape));
        wanted.add(ORDER);
        Table file = ParquetTables.read(path, wanted::contains);
        int[] order = RowOrder.of(stamps(path, file), file.column(ORDER).map(column -> numbers(path, ORDER, column)));
        var ordered = new Table.Builder();
        file.columns().forEach((name, column) -> {
            if (!name.equals(ORDER) && !isEmpty(column)) {
                ordered.add(name, RowOrder.apply(order, column));
            }
        });
        if (file.rows() == 0) {
            ordered.add(TapeRows.SIP_TIMESTAMP, file.column(TapeRows.SIP_TIMESTAMP).orElseThrow());
        }
        return ordered.build();
    }

    private static long[] stamps(Path path, Table file) {
        Column column = file.column(TapeRows.SIP_TIMESTAMP).orElseThrow(() -> new TableException(
                "%s has no column %s".formatted(path, TapeRows.SIP_TIMESTAMP)));
        return numbers(path, TapeRows.SIP_TIMESTAMP, column);
    }

    private static long[] numbers(Path path, String name, Column column) {
        if (!(column instanceof Column.Longs longs)) {
            throw new TableException("%s: column %s holds no whole numbers".formatted(path, name));
        }
        for (int row = 0; row < longs.rows(); row++) {
            if (longs.isNull(row)) {
                throw new TableException("%s: column %s is null in row %d".formatted(path, name, row));
            }
        }
        return longs.values();
    }

    private static boolean isEmpty(Column column) {
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isNull(row)) {
                return false;
            }
        }
        return true;
    }
}
