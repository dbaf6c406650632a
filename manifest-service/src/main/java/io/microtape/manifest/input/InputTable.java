package io.microtape.manifest.input;

import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of one input file as the types that are needed, whatever they are stored as. Null, NaN and infinity are all
 * <em>missing</em>: an infinity is somebody's division by zero, not a measurement. A column is found by its name, or else by
 * the only name that differs from it in upper and lower case. What a method returns belongs to the caller: ask once.
 */
final class InputTable {
    private final Path path;
    private final Table table;
    private final int rows;

    private InputTable(Path path, Table table, int rows) {
        this.path = path;
        this.table = table;
        this.rows = rows;
    }

    /**
     * Reads the wanted columns that the file has.
     *
     * @throws TableException when the file cannot be read
     */
    static InputTable read(InputFile file, List<Wanted> wanted) {
        Map<String, ColumnType> types = new HashMap<>();
        wanted.forEach(column -> column.names().forEach(name -> types.put(name.toLowerCase(Locale.ROOT),
                column.type())));
        Function<String, ColumnType> type = name -> types.get(name.toLowerCase(Locale.ROOT));
        Path path = file.path();
        Table table = switch (InputFormat.of(path)) {
            case PARQUET -> ParquetTables.read(path, name -> type.apply(name) != null);
            case CSV -> CsvTables.read(path, type);
        };
        int rows = Math.toIntExact(file.identity().rows());
        if (!table.columns().isEmpty() && table.rows() != rows) {
            throw new TableException("%s changed while it was read; start again when it is complete".formatted(path));
        }
        return new InputTable(path, table, rows);
    }

    int rows() {
        return rows;
    }

    Path path() {
        return path;
    }

    /**
     * The column by the first of its names that the file has.
     *
     * @throws TableException when it has none of them and must
     */
    Optional<Column> find(Wanted wanted) {
        Optional<Column> found = wanted.names().stream().flatMap(name -> find(name).stream()).findFirst();
        if (found.isEmpty() && wanted.absent() == Wanted.Absent.REFUSED) {
            throw new TableException("%s: column %s is missing; add it, or rename the column that holds it"
                    .formatted(path, String.join(" or ", wanted.names())));
        }
        return found;
    }

    private Optional<Column> find(String name) {
        if (table.names().contains(name)) {
            return table.column(name);
        }
        List<String> spelt = table.names().stream().filter(name::equalsIgnoreCase).toList();
        if (spelt.size() > 1) {
            throw new TableException("%s has the columns %s, which differ by case only; rename all but one of them"
                    .formatted(path, String.join(" and ", spelt)));
        }
        return spelt.stream().findFirst().flatMap(table::column);
    }

    /** Numbers; NaN where missing. Negative zero is zero. */
    double[] numbers(String name, Column column) {
        switch (column) {
            case Column.Longs longs when longs.kind() == Kind.INT64 || longs.kind() == Kind.INT32 -> {
                double[] numbers = new double[rows];
                for (int row = 0; row < rows; row++) {
                    numbers[row] = longs.isNull(row) ? Double.NaN : longs.values()[row];
                }
                return numbers;
            }
            case Column.Doubles doubles -> {
                double[] numbers = doubles.values();
                for (int row = 0; row < rows; row++) {
                    double value = numbers[row];
                    numbers[row] = Double.isFinite(value) ? value + 0.0 : Double.NaN;
                }
                return numbers;
            }
            case Column _ -> throw unusable(name, "numbers");
        }
    }

    /** Texts, null where missing. Whole numbers and truth values are spelt out. */
    Column.Strings texts(String name, Column column) {
        return switch (column) {
            case Column.Strings strings -> strings;
            case Column.Longs longs when longs.kind() == Kind.INT64 || longs.kind() == Kind.INT32 ->
                spelt(row -> longs.isNull(row) ? null : Long.toString(longs.values()[row]));
            case Column.Booleans booleans ->
                spelt(row -> booleans.isNull(row) ? null : Boolean.toString(booleans.values()[row]));
            case Column _ -> throw unusable(name, "text");
        };
    }

    private Column.Strings spelt(IntFunction<String> text) {
        String[] texts = new String[rows];
        Arrays.setAll(texts, text);
        return Column.Strings.of(texts);
    }

    /** Epoch nanoseconds, {@link Timestamps#MISSING} where there is none that can be understood. */
    long[] timestamps(String name, Column column) {
        return Timestamps.of(column)
                .orElseThrow(() -> unusable(name, "timestamps, whole epoch numbers or ISO text; a date has no minute, "
                        + "and nanoseconds in floating point have lost their last digits"));
    }

    /**
     * Dates as days since 1970-01-01.
     *
     * @throws TableException when one is missing or no date
     */
    int[] dates(String name, Column column) {
        int[] days = switch (column) {
            case Column.Longs longs when longs.kind() == Kind.DATE -> days(longs.values(), Dates::of);
            case Column.Longs longs when longs.kind() == Kind.TIMESTAMP_NANOS ->
                days(longs.values(), Dates::ofMidnight);
            case Column.Strings strings -> {
                int[] byCode = Stream.of(strings.dictionary()).mapToInt(Dates::of).toArray();
                yield IntStream.range(0, rows)
                        .map(row -> strings.isNull(row) ? Dates.NONE : byCode[strings.codes()[row]])
                        .toArray();
            }
            case Column _ -> throw unusable(name, "dates or ISO text");
        };
        for (int row = 0; row < rows; row++) {
            if (days[row] == Dates.NONE || column.isNull(row)) {
                throw new TableException("%s: column %s, row %d holds %s, which is no date; write it as 2025-01-31"
                        .formatted(path, name, row, words(column, row)));
            }
        }
        return days;
    }

    private static int[] days(long[] values, LongToIntFunction day) {
        int[] days = new int[values.length];
        for (int row = 0; row < days.length; row++) {
            days[row] = day.applyAsInt(values[row]);
        }
        return days;
    }

    private static String words(Column column, int row) {
        if (column.isNull(row)) {
            return "nothing";
        }
        return switch (column) {
            case Column.Strings strings -> "'" + strings.get(row) + "'";
            case Column.Longs longs when longs.kind() == Kind.DATE ->
                LocalDate.ofEpochDay(longs.values()[row]).toString();
            case Column.Longs longs -> Instant.ofEpochSecond(0, longs.values()[row]).toString();
            case Column _ -> "no date";
        };
    }

    private TableException unusable(String name, String needed) {
        return new TableException("%s: column %s does not hold %s; write it as such".formatted(path, name, needed));
    }
}
