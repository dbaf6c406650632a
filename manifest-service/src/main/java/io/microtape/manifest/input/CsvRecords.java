package io.microtape.manifest.input;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Takes the records of one CSV file as they are parsed: the header first, then cell by cell into the wanted columns. */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<Boolean> {
    /** A line of commas alone must not fill the memory with the names of its columns. */
    private static final int MOST_CELLS = 10_000;

    private final Path path;
    private final Function<String, ColumnType> wanted;
    private final List<String> header = new ArrayList<>();
    private CsvCells[] cells;
    private boolean empty;
    private long rows;

    /** {@code wanted} is asked for the type of each column of the header; it gives null for those to leave out. */
    CsvRecords(Path path, Function<String, ColumnType> wanted) {
        this.path = path;
        this.wanted = wanted;
    }

    @Override
    protected void handleBegin(long line) {
        empty = false;
    }

    @Override
    protected void handleEmpty() {
        empty = true;
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
        if (index >= MOST_CELLS) {
            throw new TableException(
                    "%s: line %d has more than %,d cells; write the columns that are needed".formatted(path,
                            line(), MOST_CELLS));
        }
        if (cells == null) {
            header.add(new String(text, offset, length).strip());
        } else if (index < cells.length && cells[index] != null && !cells[index].add(text, offset, length)) {
            throw new TableException("%s: line %d, column %s holds '%s', which is no %s; %s".formatted(path, line(),
                    header.get(index), new String(text, offset, length), cells[index].kind(), cells[index].remedy()));
        }
    }

    @Override
    protected Boolean buildRecord() {
        if (empty) {
            return null;
        }
        if (cells == null) {
            begin();
        } else if (getFieldCount() != cells.length) {
            throw new TableException(
                    "%s: line %d has %d cells, the header has %d; write every row with as many cells as the header, and quote a cell that holds a comma"
                            .formatted(path, line(), getFieldCount(), cells.length));
        } else {
            rows++;
        }
        return null;
    }

    private void begin() {
        Set<String> names = new LinkedHashSet<>();
        for (String name : header) {
            if (!names.add(name)) {
                throw new TableException("%s: the header names column %s twice; rename or remove one of them"
                        .formatted(path, name.isEmpty() ? "'' (an empty cell)" : name));
            }
        }
        cells = header.stream().map(wanted).map(type -> type == null ? null : CsvCells.of(type))
                .toArray(CsvCells[]::new);
    }

    boolean hasHeader() {
        return cells != null;
    }

    /** The line on which the record at hand begins, from 1. */
    long line() {
        return getStartingLineNumber();
    }

    long rows() {
        return rows;
    }

    Table table() {
        var table = new Table.Builder();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null) {
                table.add(header.get(i), cells[i].column());
            }
        }
        return table.build();
    }
}
