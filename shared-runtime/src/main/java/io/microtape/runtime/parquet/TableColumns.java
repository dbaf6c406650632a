package io.microtape.runtime.parquet;

import io.microtape.runtime.table.Column;
import java.nio.charset.StandardCharsets;

/** Rows of a table's column into the same column of a file. */
final class TableColumns {
    private TableColumns() {}

    static boolean isInstant(Column column) {
        return column instanceof Column.Longs longs && longs.kind() == Column.Longs.Kind.TIMESTAMP_NANOS;
    }

    /**
     * Adds rows {@code from <= row < to}.
     *
     * @param micros see {@link Layout}
     * @return the columns of the file that this one took
     */
    static int write(Column column, int from, int to, ColumnarParquetWriter writer, int index, boolean micros) {
        switch (column) {
            case Column.Longs instants when micros && isInstant(column) -> {
                micros(instants, from, to, writer.numbers(index), writer.numbers(index + 1));
                return 2;
            }
            case Column.Longs longs -> longs(longs, from, to, writer.numbers(index));
            case Column.Doubles doubles -> {
                NumberPages out = writer.numbers(index);
                for (int row = from; row < to; row++) {
                    if (doubles.isNull(row)) {
                        out.addNull(0, 0);
                    } else {
                        out.add(doubles.values()[row], 0);
                    }
                }
            }
            case Column.Booleans booleans -> {
                BooleanPages out = writer.booleans(index);
                for (int row = from; row < to; row++) {
                    if (booleans.isNull(row)) {
                        out.addNull(0, 0);
                    } else {
                        out.add(booleans.values()[row]);
                    }
                }
            }
            case Column.Strings strings -> texts(strings, from, to, writer.texts(index));
            case Column.IntLists lists -> lists(lists, from, to, writer.numbers(index));
        }
        return 1;
    }

    private static void micros(Column.Longs instants, int from, int to, NumberPages micros, NumberPages remainders) {
        for (int row = from; row < to; row++) {
            if (instants.isNull(row)) {
                micros.addNull(0, 0);
                remainders.addNull(0, 0);
            } else {
                micros.add(Math.floorDiv(instants.values()[row], Layout.NANOS_PER_MICRO), 0);
                remainders.add(Math.floorMod(instants.values()[row], Layout.NANOS_PER_MICRO), 0);
            }
        }
    }

    private static void longs(Column.Longs longs, int from, int to, NumberPages out) {
        boolean narrow = longs.kind() == Column.Longs.Kind.INT32 || longs.kind() == Column.Longs.Kind.DATE;
        for (int row = from; row < to; row++) {
            if (longs.isNull(row)) {
                out.addNull(0, 0);
            } else if (narrow && longs.values()[row] != (int) longs.values()[row]) {
                throw new ArithmeticException("%d does not fit into 32 bits".formatted(longs.values()[row]));
            } else {
                out.add(longs.values()[row], 0);
            }
        }
    }

    private static void texts(Column.Strings strings, int from, int to, TextPages out) {
        byte[][] encoded = new byte[strings.dictionary().length][];
        for (int row = from; row < to; row++) {
            int code = strings.codes()[row];
            if (code < 0) {
                out.addNull(0, 0);
            } else {
                if (encoded[code] == null) {
                    encoded[code] = strings.dictionary()[code].getBytes(StandardCharsets.UTF_8);
                }
                out.add(encoded[code], 0, encoded[code].length);
            }
        }
    }

    private static void lists(Column.IntLists lists, int from, int to, NumberPages out) {
        for (int row = from; row < to; row++) {
            int start = lists.offsets()[row];
            int end = lists.offsets()[row + 1];
            if (lists.isNull(row)) {
                out.addNull(0, 0);
            } else if (start == end) {
                out.addNull(0, 1);
            } else {
                for (int i = start; i < end; i++) {
                    out.add((long) lists.values()[i], i == start ? 0 : 1);
                }
            }
        }
    }
}
