package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** CSV in UTF-8 with a header line. A null is nothing between its commas; an empty text is a pair of quotes. */
final class CsvRows implements RowWriter {
    private final Writer out;

    CsvRows(OutputStream stream, Table columns) throws IOException {
        out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        boolean first = true;
        for (String name : columns.names()) {
            if (!first) {
                out.write(',');
            }
            text(name);
            first = false;
        }
        out.write('\n');
    }

    @Override
    public void write(Table rows) throws IOException {
        Column[] columns = rows.columns().values().toArray(Column[]::new);
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < columns.length; i++) {
                if (i > 0) {
                    out.write(',');
                }
                if (!columns[i].isNull(row)) {
                    value(columns[i], row);
                }
            }
            out.write('\n');
        }
    }

    private void value(Column column, int row) throws IOException {
        switch (column) {
            case Column.Longs longs -> {
                String text = ValueText.of(longs, row);
                out.write(text == null ? Long.toString(longs.values()[row]) : text);
            }
            case Column.Doubles doubles -> out.write(Double.toString(doubles.values()[row]));
            case Column.Booleans booleans -> out.write(Boolean.toString(booleans.values()[row]));
            case Column.Strings strings -> text(strings.get(row));
            case Column.IntLists lists -> text(Arrays
                    .stream(lists.values(), lists.offsets()[row], lists.offsets()[row + 1])
                    .mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]")));
        }
    }

    private void text(String text) throws IOException {
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ';
        out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
