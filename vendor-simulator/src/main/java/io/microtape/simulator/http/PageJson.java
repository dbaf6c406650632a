package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.table.Column;
import io.microtape.simulator.rewrite.Draft;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TapeColumns;
import io.microtape.simulator.tape.TapeRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a page in the vendor's envelope. A null has no key; zero and the empty list are written; a double that is no
 * finite number has no key either, because JSON cannot hold it.
 */
final class PageJson {
    private static final int BYTES_PER_ROW = 240;

    private record Field(byte[] key, Column column) {
        boolean absent(int row) {
            return column.isNull(row)
                    || (column instanceof Column.Doubles doubles && !Double.isFinite(doubles.values()[row]));
        }
    }

    private PageJson() {}

    static byte[] write(Page page, Tape tape, String requestId, Optional<String> nextUrl) {
        var out = new JsonBytes(512 + page.rows() * BYTES_PER_ROW);
        out.ascii("{\"results\":[");
        boolean first = true;
        for (TapeRows part : page.parts()) {
            List<Field> fields = fields(part, tape);
            boolean ascending = page.order() == Order.ASC;
            for (int i = 0; i < part.size(); i++) {
                if (!first) {
                    out.raw(',');
                }
                first = false;
                row(out, fields, ascending ? part.from() + i : part.to() - 1 - i);
            }
        }
        out.ascii("],\"status\":\"OK\",\"request_id\":").string(requestId);
        nextUrl.ifPresent(url -> out.ascii(",\"next_url\":").string(url));
        return out.raw('}').toArray();
    }

    /** Each row of a page by itself, one char a byte. */
    static List<String> rows(Page page, Tape tape) {
        List<String> rows = new ArrayList<>();
        for (TapeRows part : page.parts()) {
            List<Field> fields = fields(part, tape);
            boolean ascending = page.order() == Order.ASC;
            for (int i = 0; i < part.size(); i++) {
                var out = new JsonBytes(BYTES_PER_ROW);
                row(out, fields, ascending ? part.from() + i : part.to() - 1 - i);
                rows.add(new String(out.toArray(), Draft.CHARSET));
            }
        }
        return rows;
    }

    private static List<Field> fields(TapeRows part, Tape tape) {
        List<Field> fields = new ArrayList<>();
        for (String name : TapeColumns.of(tape)) {
            part.table().column(name).ifPresent(column -> fields
                    .add(new Field("\"%s\":".formatted(name).getBytes(StandardCharsets.US_ASCII), column)));
        }
        return fields;
    }

    private static void row(JsonBytes out, List<Field> fields, int row) {
        char before = '{';
        for (Field field : fields) {
            if (!field.absent(row)) {
                out.raw(before).raw(field.key());
                value(out, field.column(), row);
                before = ',';
            }
        }
        out.raw('}');
    }

    private static void value(JsonBytes out, Column column, int row) {
        switch (column) {
            case Column.Longs longs -> out.number(longs.values()[row]);
            case Column.Doubles doubles -> out.number(doubles.values()[row]);
            case Column.Booleans booleans -> out.ascii(Boolean.toString(booleans.values()[row]));
            case Column.Strings strings -> out.string(strings.get(row));
            case Column.IntLists lists -> {
                char before = '[';
                if (lists.offsets()[row] == lists.offsets()[row + 1]) {
                    out.raw(before);
                }
                for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
                    out.raw(before).number(lists.values()[i]);
                    before = ',';
                }
                out.raw(']');
            }
        }
    }
}
