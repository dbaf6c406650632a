package io.microtape.manifest.export;

import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a dataset's tape: the same in every file, whatever columns a capture was stored with. What a capture was
 * stored without is null.
 */
final class TapeShape {
    private static final List<String> OWN = List.of("window_id", "symbol");

    private final List<TapeColumn> columns;
    private final Set<String> names;

    /** @param wanted vendor columns; empty for all */
    TapeShape(Tape tape, List<String> wanted) {
        this.columns = TapeColumn.of(tape).stream().filter(column -> wanted.isEmpty() || wanted.contains(column.name())
                || column.equals(TapeColumn.of(tape).get(TapeColumn.SIP_TIMESTAMP))).toList();
        this.names = columns.stream().map(TapeColumn::name).collect(Collectors.toSet());
    }

    /** Whether a column of a capture's file is part of the dataset. */
    boolean has(String name) {
        return OWN.contains(name) || names.contains(name);
    }

    /** No rows in this shape. */
    Table none() {
        var table = new Table.Builder();
        OWN.forEach(name -> table.add(name, Column.Strings.of()));
        columns.forEach(column -> table.add(column.name(), nulls(column, 0)));
        return table.build();
    }

    /** Rows of a capture's file in this shape. */
    Table of(Table stored) {
        var table = new Table.Builder();
        OWN.forEach(name -> table.add(name, stored.column(name).orElseThrow()));
        columns.forEach(column -> table.add(column.name(),
                stored.column(column.name()).orElseGet(() -> nulls(column, stored.rows()))));
        return table.build();
    }

    private static Column nulls(TapeColumn column, int rows) {
        return switch (column.kind()) {
            case NANOS -> new Column.Longs(Kind.TIMESTAMP_NANOS, new long[rows], new boolean[rows]);
            case INT64 -> new Column.Longs(Kind.INT64, new long[rows], new boolean[rows]);
            case INT32 -> new Column.Longs(Kind.INT32, new long[rows], new boolean[rows]);
            case DOUBLE -> new Column.Doubles(new double[rows], new boolean[rows]);
            case TEXT -> Column.Strings.of(new String[rows]);
            case INT32_LIST -> new Column.IntLists(new int[rows + 1], new int[0], new boolean[rows]);
        };
    }
}
