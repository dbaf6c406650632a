package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.StringDictionary;
import io.microtape.runtime.table.Table;
import java.util.Arrays;
import java.util.List;

/** Tables of the same columns, one under the other. */
final class Joined {
    private Joined() {}

    static Table of(List<Table> parts) {
        var joined = new Table.Builder();
        for (String name : parts.getFirst().names()) {
            joined.add(name, column(parts.stream().map(part -> part.column(name).orElseThrow()).toList()));
        }
        return joined.build();
    }

    private static Column column(List<Column> parts) {
        int rows = parts.stream().mapToInt(Column::rows).sum();
        boolean[] valid = new boolean[rows];
        int at = 0;
        for (Column part : parts) {
            for (int row = 0; row < part.rows(); row++) {
                valid[at + row] = !part.isNull(row);
            }
            at += part.rows();
        }
        return switch (parts.getFirst()) {
            case Column.Longs first -> new Column.Longs(first.kind(), parts.stream()
                    .flatMapToLong(part -> Arrays.stream(((Column.Longs) part).values())).toArray(), valid);
            case Column.Doubles _ -> new Column.Doubles(parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(((Column.Doubles) part).values())).toArray(),
                    valid);
            case Column.Booleans _ -> booleans(parts, valid);
            case Column.Strings _ -> strings(parts, rows);
            case Column.IntLists _ -> lists(parts, valid);
        };
    }

    private static Column booleans(List<Column> parts, boolean[] valid) {
        boolean[] values = new boolean[valid.length];
        int at = 0;
        for (Column part : parts) {
            System.arraycopy(((Column.Booleans) part).values(), 0, values, at, part.rows());
            at += part.rows();
        }
        return new Column.Booleans(values, valid);
    }

    private static Column strings(List<Column> parts, int rows) {
        var dictionary = new StringDictionary();
        int[] codes = new int[rows];
        int at = 0;
        for (Column part : parts) {
            var strings = (Column.Strings) part;
            for (int row = 0; row < part.rows(); row++) {
                codes[at++] = strings.isNull(row) ? -1 : dictionary.code(strings.get(row));
            }
        }
        return new Column.Strings(codes, dictionary.values());
    }

    private static Column lists(List<Column> parts, boolean[] valid) {
        int[] offsets = new int[valid.length + 1];
        int[] values = parts.stream().flatMapToInt(part -> Arrays.stream(((Column.IntLists) part).values()))
                .toArray();
        int at = 0;
        for (Column part : parts) {
            int[] of = ((Column.IntLists) part).offsets();
            for (int row = 0; row < part.rows(); row++) {
                offsets[at + 1] = offsets[at] + of[row + 1] - of[row];
                at++;
            }
        }
        return new Column.IntLists(offsets, values, valid);
    }
}
