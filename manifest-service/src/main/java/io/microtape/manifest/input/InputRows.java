package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of many files under one another, one array a column, in the order of the files. Arrays are shared, not copied:
 * of a single file they are what was read, and all columns that no file has are one and the same array.
 */
public final class InputRows {
    private final List<InputFile> files;
    private final int rows;
    private final Map<String, double[]> numbers = new HashMap<>();
    private final Map<String, TextRows> gathered = new HashMap<>();
    private final Map<String, Column.Strings> texts = new HashMap<>();
    private final Map<String, long[]> timestamps = new HashMap<>();
    private final Map<String, int[]> dates = new HashMap<>();
    private final Map<String, CarriedRows> carried = new HashMap<>();
    private double[] noNumbers;
    private Column.Strings noTexts;

    private InputRows(List<InputFile> files, int rows) {
        this.files = files;
        this.rows = rows;
    }

    /**
     * Reads the wanted columns of all files, one file after the other.
     *
     * @throws TableException when a file cannot be read, a needed column is missing, or a column is of another type
     */
    public static InputRows read(List<InputFile> files, List<Wanted> wanted) {
        long total = files.stream().mapToLong(file -> file.identity().rows()).sum();
        if (total > Integer.MAX_VALUE - 8) {
            throw new TableException(
                    "the input files hold %,d rows; at most %,d are taken at once: split them by period"
                            .formatted(total, Integer.MAX_VALUE - 8));
        }
        var all = new InputRows(files, (int) total);
        int at = 0;
        for (InputFile file : files) {
            InputTable table = InputTable.read(file, wanted);
            for (Wanted column : wanted) {
                all.put(table, column, at);
            }
            at += table.rows();
        }
        all.gathered.forEach((name, texts) -> all.texts.computeIfAbsent(name, _ -> texts.sorted()));
        all.gathered.clear();
        return all;
    }

    public int rows() {
        return rows;
    }

    public List<FileIdentity> files() {
        return files.stream().map(InputFile::identity).toList();
    }

    /** By row, the index of its file. */
    public int[] file() {
        int[] file = new int[rows];
        int at = 0;
        for (int i = 0; i < files.size(); i++) {
            int end = at + (int) files.get(i).identity().rows();
            Arrays.fill(file, at, end, i);
            at = end;
        }
        return file;
    }

    /** By row, its number in its file, from 0. */
    public int[] fileRow() {
        int[] fileRow = new int[rows];
        int at = 0;
        for (InputFile file : files) {
            for (int row = 0; row < file.identity().rows(); row++) {
                fileRow[at++] = row;
            }
        }
        return fileRow;
    }

    /** The path of the file that a row is in. */
    public Path fileOf(int row) {
        int before = row;
        for (InputFile file : files) {
            if (before < file.identity().rows()) {
                return file.path();
            }
            before -= (int) file.identity().rows();
        }
        throw new IndexOutOfBoundsException(row);
    }

    /** The number of a row in its file, from 0. */
    public int rowInFile(int row) {
        int before = row;
        for (InputFile file : files) {
            if (before < file.identity().rows()) {
                break;
            }
            before -= (int) file.identity().rows();
        }
        return before;
    }

    /** Numbers by row; NaN where missing. */
    public double[] numbers(String name) {
        double[] found = numbers.get(name);
        return found == null ? noNumbers() : found;
    }

    /** Texts by row, -1 where missing; the dictionary is sorted, so that comparing codes compares texts. */
    public Column.Strings texts(String name) {
        Column.Strings found = texts.get(name);
        return found == null ? noTexts() : found;
    }

    /** Epoch nanoseconds by row, {@link Timestamps#MISSING} where there is none. */
    public long[] timestamps(String name) {
        return timestamps.getOrDefault(name, new long[0]);
    }

    /** Days since 1970-01-01 by row. */
    public int[] dates(String name) {
        return dates.getOrDefault(name, new int[0]);
    }

    /**
     * A column that travels untouched.
     *
     * @throws TableException when no file has it, or its files hold different types of it
     */
    public Column asIs(String name) {
        CarriedRows found = carried.get(name);
        if (found == null) {
            throw new TableException(
                    "%s: no file has the column %s that is to be carried; leave it out, or check its name"
                            .formatted(files.getFirst().path(), name));
        }
        return found.column(rows);
    }

    private void put(InputTable table, Wanted wanted, int at) {
        String name = wanted.name();
        Optional<Column> found = table.find(wanted);
        if (found.isEmpty()) {
            if (wanted.absent() == Wanted.Absent.FILE_NAME) {
                String[] stem = {InputFormat.stem(table.path())};
                put(name, new Column.Strings(new int[table.rows()], stem), at);
            }
            return;
        }
        Column column = found.get();
        switch (wanted.type()) {
            case NUMBER -> put(name, table.numbers(name, column), at);
            case TEXT -> put(name, table.texts(name, column), at);
            case TIMESTAMP -> timestamps.put(name, joined(timestamps.get(name), table.timestamps(name, column), at));
            case DATE -> dates.put(name, joined(dates.get(name), table.dates(name, column), at));
            case AS_IS -> carried.computeIfAbsent(name, CarriedRows::new).put(table.path(), column, at);
        }
    }

    private void put(String name, double[] values, int at) {
        if (values.length == rows) {
            numbers.put(name, values);
            return;
        }
        double[] all = numbers.computeIfAbsent(name, _ -> {
            double[] missing = new double[rows];
            Arrays.fill(missing, Double.NaN);
            return missing;
        });
        System.arraycopy(values, 0, all, at, values.length);
    }

    private void put(String name, Column.Strings values, int at) {
        if (values.rows() == rows) {
            texts.put(name, TextRows.sorted(values));
        } else {
            gathered.computeIfAbsent(name, _ -> new TextRows(rows)).put(values, at);
        }
    }

    private long[] joined(long[] before, long[] values, int at) {
        if (values.length == rows) {
            return values;
        }
        long[] all = before == null ? new long[rows] : before;
        System.arraycopy(values, 0, all, at, values.length);
        return all;
    }

    private int[] joined(int[] before, int[] values, int at) {
        if (values.length == rows) {
            return values;
        }
        int[] all = before == null ? new int[rows] : before;
        System.arraycopy(values, 0, all, at, values.length);
        return all;
    }

    private double[] noNumbers() {
        if (noNumbers == null) {
            noNumbers = new double[rows];
            Arrays.fill(noNumbers, Double.NaN);
        }
        return noNumbers;
    }

    private Column.Strings noTexts() {
        if (noTexts == null) {
            int[] none = new int[rows];
            Arrays.fill(none, -1);
            noTexts = new Column.Strings(none, new String[0]);
        }
        return noTexts;
    }
}
