package io.microtape.manifest.input;

import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of one input file as the types that are needed, whatever they are stored as. Null, NaN and infinity are all
 * <em>missing</em>: an infinity is somebody's division by zero, not a measurement.
 */
public final class InputTable {
    private final Path path;
    private final Table table;

    private InputTable(Path path, Table table) {
        this.path = path;
        this.table = table;
    }

    /**
     * Reads the wanted columns that the file has.
     *
     * @throws TableException when the file cannot be read
     */
    public static InputTable read(Path path, Set<String> wanted) {
        return new InputTable(path, ParquetTables.read(path, wanted::contains));
    }

    public int rows() {
        return table.rows();
    }

    /**
     * The first of these names that the file has.
     *
     * @throws TableException when it has none of them
     */
    public String require(String... names) {
        return Stream.of(names).filter(table.names()::contains).findFirst()
                .orElseThrow(
                        () -> new TableException("%s: column %s is missing; add it, or rename the column that holds it"
                                .formatted(path, Stream.of(names).collect(Collectors.joining(" or ")))));
    }

    /** Numbers; NaN where missing, and everywhere if there is no such column. Negative zero is zero. */
    public double[] numbers(String name) {
        double[] numbers = new double[table.rows()];
        switch (table.column(name).orElse(null)) {
            case null -> Arrays.fill(numbers, Double.NaN);
            case Column.Longs longs when longs.kind() == Kind.INT64 || longs.kind() == Kind.INT32 -> {
                for (int row = 0; row < numbers.length; row++) {
                    numbers[row] = longs.isNull(row) ? Double.NaN : longs.values()[row];
                }
            }
            case Column.Doubles doubles -> {
                for (int row = 0; row < numbers.length; row++) {
                    double value = doubles.values()[row];
                    numbers[row] = Double.isFinite(value) ? value + 0.0 : Double.NaN;
                }
            }
            case Column _ -> throw unusable(name, "numbers");
        }
        return numbers;
    }

    /** Texts, null where missing, and everywhere if there is no such column. Whole numbers and truth values are spelt out. */
    public Column.Strings texts(String name) {
        String[] texts = new String[table.rows()];
        switch (table.column(name).orElse(null)) {
            case null -> {
            }
            case Column.Strings strings -> {
                return strings;
            }
            case Column.Longs longs when longs.kind() == Kind.INT64 || longs.kind() == Kind.INT32 -> {
                for (int row = 0; row < texts.length; row++) {
                    texts[row] = longs.isNull(row) ? null : Long.toString(longs.values()[row]);
                }
            }
            case Column.Booleans booleans -> {
                for (int row = 0; row < texts.length; row++) {
                    texts[row] = booleans.isNull(row) ? null : Boolean.toString(booleans.values()[row]);
                }
            }
            case Column _ -> throw unusable(name, "text");
        }
        return Column.Strings.of(texts);
    }

    /** Epoch nanoseconds, {@link Timestamps#MISSING} where there is none that can be understood. */
    public long[] timestamps(String name) {
        return Timestamps.of(table.column(name).orElseThrow())
                .orElseThrow(() -> unusable(name, "timestamps, epoch integers or ISO text"));
    }

    /**
     * Dates as days since 1970-01-01.
     *
     * @throws TableException when one is null or no date
     */
    public int[] dates(String name) {
        int[] days = new int[table.rows()];
        switch (table.column(name).orElseThrow()) {
            case Column.Longs longs when longs.kind() == Kind.DATE -> {
                for (int row = 0; row < days.length; row++) {
                    days[row] = longs.isNull(row) ? noDate(name, row, null) : Math.toIntExact(longs.values()[row]);
                }
            }
            case Column.Strings strings -> {
                for (int row = 0; row < days.length; row++) {
                    days[row] = day(name, row, strings.get(row));
                }
            }
            case Column _ -> throw unusable(name, "dates or ISO text");
        }
        return days;
    }

    private int day(String name, int row, String text) {
        try {
            return text == null ? noDate(name, row, null) : Math.toIntExact(LocalDate.parse(text).toEpochDay());
        } catch (DateTimeParseException _) {
            return noDate(name, row, text);
        }
    }

    private int noDate(String name, int row, String text) {
        throw new TableException(
                "%s: column %s, row %d holds %s, which is no date; write it as 2025-01-31".formatted(path,
                        name, row, text == null ? "nothing" : "'" + text + "'"));
    }

    private TableException unusable(String name, String needed) {
        return new TableException("%s: column %s does not hold %s; write it as such".formatted(path, name, needed));
    }
}
