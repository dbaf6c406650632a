package io.microtape.manifest.bars;

import static io.microtape.manifest.input.ColumnType.NUMBER;
import static io.microtape.manifest.input.ColumnType.TEXT;

import io.microtape.manifest.input.ColumnType;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.input.InputFiles;
import io.microtape.manifest.input.InputRows;
import io.microtape.manifest.input.Wanted;
import io.microtape.manifest.input.Wanted.Absent;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.TableException;
import java.util.ArrayList;
import java.util.List;

/** The columns that daily and minute bars share, as they stand in the files, one array a column. */
record BarColumns(InputRows rows, Column.Strings symbol, double[] open, double[] high, double[] low, double[] close,
        double[] volume, double[] vwap) {

    /**
     * Reads bars whose time is in the column {@code time}. When a folder or a glob holds one file per symbol, and a file has
     * no column {@code symbol}, its name is the symbol.
     *
     * @throws TableException when nothing is there, a file cannot be read, a needed column is missing, there is no bar at
     *                        all, or one without symbol
     */
    static BarColumns read(String location, String time, ColumnType timeType) {
        List<Wanted> wanted = new ArrayList<>();
        wanted.add(InputFiles.isOneFile(location)
                ? Wanted.needed(TEXT, "symbol")
                : new Wanted(List.of("symbol"), TEXT, Absent.FILE_NAME));
        wanted.add(Wanted.needed(timeType, time));
        List.of("open", "high", "low", "close", "volume").forEach(name -> wanted.add(Wanted.needed(NUMBER, name)));
        wanted.add(Wanted.optional(NUMBER, "vwap"));
        InputRows rows = InputRows.read(InputFiles.at(location), wanted);
        if (rows.rows() == 0) {
            throw new TableException("%s holds no bars: not one row; leave it out, or check what wrote it"
                    .formatted(location));
        }
        Column.Strings symbol = rows.texts("symbol");
        for (int row = 0; row < symbol.rows(); row++) {
            if (symbol.isNull(row)) {
                throw new TableException("%s: column symbol, row %d is empty; name the symbol of every bar"
                        .formatted(rows.fileOf(row), rows.rowInFile(row)));
            }
        }
        return new BarColumns(rows, symbol, rows.numbers("open"), rows.numbers("high"), rows.numbers("low"),
                rows.numbers("close"), rows.numbers("volume"), rows.numbers("vwap"));
    }

    List<FileIdentity> files() {
        return rows.files();
    }

    /** Whether two rows hold the same prices and volume. */
    boolean isSame(int a, int b) {
        for (double[] values : List.of(open, high, low, close, volume, vwap)) {
            if (Double.compare(values[a], values[b]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Says that a row contradicts another of the same symbol and time. */
    TableException contradiction(int row, String time) {
        return new TableException("%s: there are two different bars of %s on %s; keep one of them"
                .formatted(rows.fileOf(row), symbol.get(row), time));
    }
}
