package io.microtape.downloader.vendor.polygon;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.model.capture.TapeColumn;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one page of JSON into a batch while it streams in. Fields may come in any order and any may be missing; the order
 * of the rows before is tried first. Unknown fields are passed over. Nanoseconds are read as integers or not at all: a
 * number that went through a double has lost its last digits.
 */
final class PageParser {
    /** Whole shares stand in {@code size}; where this text is present it holds the fraction too (since 2026-02-23). */
    private static final String DECIMAL_SIZE = "decimal_size";
    private static final int DECIMAL_DIGITS = 36;
    private static final int UNKNOWN = -1;
    private static final int MAX_TEXT = 4096;
    private static final int MAX_LIST = 256;

    private final List<TapeColumn> columns;
    private final TapeColumn.Kind[] kinds;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final KeyOrder keys = new KeyOrder();
    private final JsonNumber decimal = new JsonNumber();
    private final int size;
    private final int decimalSize;
    private final int maxRows;
    private int[] list = new int[8];

    PageParser(Tape tape, int maxRows) {
        this.columns = TapeColumn.of(tape);
        this.kinds = columns.stream().map(TapeColumn::kind).toArray(TapeColumn.Kind[]::new);
        this.maxRows = maxRows;
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(columns.get(i).name(), i);
        }
        this.size = indexes.getOrDefault("size", UNKNOWN);
        this.decimalSize = columns.size();
        if (size >= 0) {
            indexes.put(DECIMAL_SIZE, decimalSize);
        }
    }

    /** What a page says beside its rows; each part is empty when it is missing. */
    record Envelope(String status, String requestId, String nextUrl, String words) {}

    /** The body is JSON but not a page. */
    static final class NotAPageException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAPageException(String message) {
            super(message);
        }
    }

    /**
     * Reads a body to its end.
     *
     * @throws NotAPageException when it is no page, whatever its bytes are; what then is in the batch means nothing
     * @throws IOException       when the body cannot be read
     */
    Envelope parse(InputStream body, TapeBatch into) throws IOException {
        String status = "";
        String requestId = "";
        String nextUrl = "";
        String words = "";
        Set<String> seen = new HashSet<>();
        var in = new JsonScanner(body);
        if (!in.take('{')) {
            throw new NotAPageException("it is no JSON object");
        }
        if (!in.take('}')) {
            do {
                String field = in.string();
                if (!seen.add(field)) {
                    throw new NotAPageException("it has %s twice".formatted(field));
                }
                in.expect(':');
                switch (field) {
                    case "results" -> results(in, into);
                    case "status" -> status = in.words();
                    case "request_id" -> requestId = in.words();
                    case "next_url" -> nextUrl = in.words();
                    case "error", "message" -> words = in.words();
                    default -> in.skip();
                }
            } while (in.take(','));
            in.expect('}');
        }
        // The end of the body, not just of the object: a cut gzip stream or a second document shows here.
        if (!in.atEnd()) {
            throw new NotAPageException("something follows the page");
        }
        into.seal();
        return new Envelope(status, requestId, nextUrl, words);
    }

    private void results(JsonScanner in, TapeBatch into) throws IOException {
        if (in.takeNull()) {
            return;
        }
        if (!in.take('[')) {
            throw new NotAPageException("results is no list");
        }
        if (in.take(']')) {
            return;
        }
        do {
            if (!in.take('{')) {
                throw new NotAPageException("a row is no JSON object");
            }
            if (into.rows() >= maxRows) {
                throw new NotAPageException("it has more than the %d rows that were asked for".formatted(maxRows));
            }
            row(in, into);
        } while (in.take(','));
        in.expect(']');
    }

    private void row(JsonScanner in, TapeBatch into) throws IOException {
        int seen = 0;
        boolean stamped = false;
        double exactSize = Double.NaN;
        int place = 0;
        if (!in.take('}')) {
            do {
                in.peek();
                in.room();
                int found = keys.take(in, place);
                int column;
                if (found >= 0) {
                    column = keys.column(found);
                    place = found + 1;
                } else {
                    String name = in.string();
                    in.expect(':');
                    column = indexes.getOrDefault(name, UNKNOWN);
                    place = keys.learn(name, column, place);
                }
                if (column == UNKNOWN) {
                    in.skip();
                } else if ((seen >>> column & 1) != 0) {
                    throw new NotAPageException("row %d has %s twice".formatted(into.rows(), name(column)));
                } else {
                    seen |= 1 << column;
                    if (!in.takeNull()) {
                        if (column == decimalSize) {
                            exactSize = decimal(in);
                        } else {
                            value(in, column, into);
                            stamped |= column == TapeColumn.SIP_TIMESTAMP;
                        }
                    }
                }
            } while (in.take(','));
            in.expect('}');
        }
        if (!stamped) {
            throw new NotAPageException("row %d has no sip_timestamp".formatted(into.rows()));
        }
        if (!Double.isNaN(exactSize)) {
            into.setDouble(size, exactSize);
        }
        into.endRow();
    }

    private void value(JsonScanner in, int column, TapeBatch into) throws IOException {
        switch (kinds[column]) {
            case NANOS, INT64 -> into.setLong(column, whole(in, column, into));
            case INT32 -> into.setInt(column, small(in, column, into));
            case DOUBLE -> {
                if (!in.atNumber()) {
                    throw wrong(column, into);
                }
                into.setDouble(column, in.number().real());
            }
            case TEXT -> text(in, column, into);
            case INT32_LIST -> list(in, column, into);
        }
    }

    private void text(JsonScanner in, int column, TapeBatch into) throws IOException {
        byte next = in.peek();
        if (next == '{' || next == '[') {
            throw wrong(column, into);
        }
        if (next == '"') {
            in.text();
        } else {
            in.bare();
        }
        if (in.textLength > MAX_TEXT) {
            throw new NotAPageException("%s of row %d has more than %d bytes".formatted(name(column), into.rows(),
                    MAX_TEXT));
        }
        into.setText(column, in.text, in.textFrom, in.textLength);
    }

    private void list(JsonScanner in, int column, TapeBatch into) throws IOException {
        if (!in.take('[')) {
            throw wrong(column, into);
        }
        int count = 0;
        if (!in.take(']')) {
            do {
                if (count == MAX_LIST) {
                    throw new NotAPageException("%s of row %d has more than %d elements".formatted(name(column),
                            into.rows(), MAX_LIST));
                }
                if (count == list.length) {
                    list = Arrays.copyOf(list, count * 2);
                }
                list[count++] = small(in, column, into);
            } while (in.take(','));
            in.expect(']');
        }
        into.setList(column, list, count);
    }

    private long whole(JsonScanner in, int column, TapeBatch into) throws IOException {
        if (!in.atNumber()) {
            throw wrong(column, into);
        }
        JsonNumber number = in.number();
        if (!number.isWhole()) {
            throw new NotAPageException("%s of row %d is %s, not a whole number of at most 64 bits"
                    .formatted(name(column), into.rows(), number.shown()));
        }
        return number.whole();
    }

    private int small(JsonScanner in, int column, TapeBatch into) throws IOException {
        long value = whole(in, column, into);
        if (value != (int) value) {
            throw new NotAPageException("%s of row %d is %d, which does not fit into 32 bits".formatted(name(column),
                    into.rows(), value));
        }
        return (int) value;
    }

    private double decimal(JsonScanner in) throws IOException {
        if (in.peek() == '"') {
            in.text();
        } else if (in.atNumber()) {
            in.bare();
        } else {
            throw new NotAPageException("decimal_size is no number of shares");
        }
        // A number ends where something else begins, so something else is put behind it.
        byte[] copy = new byte[Math.min(in.textLength, DECIMAL_DIGITS + 1) + 1];
        System.arraycopy(in.text, in.textFrom, copy, 0, copy.length - 1);
        int end = decimal.scan(copy, 0, copy.length);
        if (end != in.textLength || decimal.isNegative() || decimal.isExponential()) {
            throw new NotAPageException("decimal_size is no number of shares");
        }
        return decimal.real();
    }

    private NotAPageException wrong(int column, TapeBatch into) {
        return new NotAPageException("%s of row %d is not the %s it should be".formatted(name(column), into.rows(),
                switch (kinds[column]) {
                    case NANOS, INT64, INT32 -> "whole number";
                    case DOUBLE -> "number";
                    case TEXT -> "text";
                    case INT32_LIST -> "list of whole numbers";
                }));
    }

    private String name(int column) {
        return column == decimalSize ? DECIMAL_SIZE : columns.get(column).name();
    }
}
