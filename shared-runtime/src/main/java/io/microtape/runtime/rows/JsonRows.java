package io.microtape.runtime.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One JSON object: how many rows there are, which page this is, and the rows as objects. JSON has no number for NaN and
 * the infinities, so these are the texts {@code NaN}, {@code Infinity} and {@code -Infinity}.
 */
final class JsonRows implements RowWriter {
    private final JsonGenerator out;

    JsonRows(OutputStream stream, PageNote page) throws IOException {
        out = Json.mapper().getFactory().createGenerator(stream);
        out.writeStartObject();
        out.writeNumberField("total", page.total());
        if (page.limit().isPresent()) {
            out.writeNumberField("limit", page.limit().getAsLong());
        }
        out.writeNumberField("offset", page.offset());
        if (page.nextOffset().isPresent()) {
            out.writeNumberField("next_offset", page.nextOffset().getAsLong());
        }
        out.writeArrayFieldStart(page.name());
    }

    @Override
    public void write(Table rows) throws IOException {
        String[] names = rows.names().toArray(String[]::new);
        Column[] columns = rows.columns().values().toArray(Column[]::new);
        for (int row = 0; row < rows.rows(); row++) {
            out.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                out.writeFieldName(names[i]);
                if (columns[i].isNull(row)) {
                    out.writeNull();
                } else {
                    value(columns[i], row);
                }
            }
            out.writeEndObject();
        }
    }

    private void value(Column column, int row) throws IOException {
        switch (column) {
            case Column.Longs longs -> {
                String text = ValueText.of(longs, row);
                if (text == null) {
                    out.writeNumber(longs.values()[row]);
                } else {
                    out.writeString(text);
                }
            }
            // The generator writes what is no number in JSON as text by itself.
            case Column.Doubles doubles -> out.writeNumber(doubles.values()[row]);
            case Column.Booleans booleans -> out.writeBoolean(booleans.values()[row]);
            case Column.Strings strings -> out.writeString(strings.get(row));
            case Column.IntLists lists -> {
                int from = lists.offsets()[row];
                out.writeArray(lists.values(), from, lists.offsets()[row + 1] - from);
            }
        }
    }

    @Override
    public void finish() throws IOException {
        out.writeEndArray();
        out.writeEndObject();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        out.close();
    }
}
