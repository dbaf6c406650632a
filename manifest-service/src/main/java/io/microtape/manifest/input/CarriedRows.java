package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins a column of many files without changing a value. Files must agree on its type; one without the column, or with
 * nothing in it, agrees with all.
 */
final class CarriedRows {
    private record Part(Path file, Column column, int at) {}

    private final String name;
    private final List<Part> parts = new ArrayList<>();

    CarriedRows(String name) {
        this.name = name;
    }

    void put(Path file, Column column, int at) {
        parts.add(new Part(file, column, at));
    }

    /**
     * The column over {@code rows} rows, null where no part stands.
     *
     * @throws TableException when two files hold different types
     */
    Column column(int rows) {
        Part first = parts.getFirst();
        if (first.column().rows() == rows) {
            return sorted(first.column());
        }
        List<Part> telling = parts.stream().filter(CarriedRows::tells).toList();
        Part model = telling.isEmpty() ? first : telling.getFirst();
        for (Part part : telling) {
            if (!type(part.column()).equals(type(model.column()))) {
                throw new TableException(
                        "column %s is %s in %s and %s in %s; write it as one type in all files".formatted(
                                name, type(model.column()), model.file(), type(part.column()), part.file()));
            }
        }
        List<Part> alike = parts.stream().filter(part -> type(part.column()).equals(type(model.column()))).toList();
        return joined(model.column(), alike, rows);
    }

    private static boolean tells(Part part) {
        for (int row = 0; row < part.column().rows(); row++) {
            if (!part.column().isNull(row)) {
                return true;
            }
        }
        return false;
    }

    private static String type(Column column) {
        return switch (column) {
            case Column.Longs longs -> switch (longs.kind()) {
                case INT64 -> "64-bit whole numbers";
                case INT32 -> "32-bit whole numbers";
                case TIMESTAMP_NANOS -> "timestamps";
                case DATE -> "dates";
            };
            case Column.Doubles _ -> "floating-point numbers";
            case Column.Booleans _ -> "truth values";
            case Column.Strings _ -> "text";
            case Column.IntLists _ -> "lists of 32-bit whole numbers";
        };
    }

    private static Column joined(Column model, List<Part> parts, int rows) {
        boolean[] valid = new boolean[rows];
        for (Part part : parts) {
            for (int row = 0; row < part.column().rows(); row++) {
                valid[part.at() + row] = !part.column().isNull(row);
            }
        }
        return switch (model) {
            case Column.Longs longs -> {
                long[] values = new long[rows];
                parts.forEach(part -> copy(((Column.Longs) part.column()).values(), values, part));
                yield new Column.Longs(longs.kind(), values, valid);
            }
            case Column.Doubles _ -> {
                double[] values = new double[rows];
                Arrays.fill(values, Double.NaN);
                parts.forEach(part -> copy(((Column.Doubles) part.column()).values(), values, part));
                yield new Column.Doubles(values, valid);
            }
            case Column.Booleans _ -> {
                boolean[] values = new boolean[rows];
                parts.forEach(part -> copy(((Column.Booleans) part.column()).values(), values, part));
                yield new Column.Booleans(values, valid);
            }
            case Column.Strings _ -> texts(parts, rows);
            case Column.IntLists _ -> lists(parts, rows, valid);
        };
    }

    /** {@code from} and {@code to} are arrays of one type. */
    private static void copy(Object from, Object to, Part part) {
        System.arraycopy(from, 0, to, part.at(), part.column().rows());
    }

    private static Column texts(List<Part> parts, int rows) {
        var all = new TextRows(rows);
        parts.forEach(part -> all.put((Column.Strings) part.column(), part.at()));
        return all.sorted();
    }

    private static Column lists(List<Part> parts, int rows, boolean[] valid) {
        int[] offsets = new int[rows + 1];
        int[] values = new int[parts.stream().mapToInt(part -> ((Column.IntLists) part.column()).values().length)
                .sum()];
        int size = 0;
        int end = 0;
        for (Part part : parts) {
            var lists = (Column.IntLists) part.column();
            System.arraycopy(lists.values(), 0, values, size, lists.values().length);
            Arrays.fill(offsets, end, part.at() + 1, size);
            for (int row = 1; row <= lists.rows(); row++) {
                offsets[part.at() + row] = size + lists.offsets()[row];
            }
            size += lists.values().length;
            end = part.at() + lists.rows() + 1;
        }
        Arrays.fill(offsets, end, rows + 1, size);
        return new Column.IntLists(offsets, values, valid);
    }

    private static Column sorted(Column column) {
        return column instanceof Column.Strings texts ? TextRows.sorted(texts) : column;
    }
}
