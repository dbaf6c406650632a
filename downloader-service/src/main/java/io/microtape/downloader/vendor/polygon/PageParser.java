package io.microtape.downloader.vendor.polygon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.tape.TapeBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one page of JSON into a batch while it streams in. Fields may come in any order and any may be missing; the order
 * of the rows before is tried first. Unknown fields are passed over. Nanoseconds are read as integers or not at all: a
 * number that went through a double has lost its last digits.
 */
public final class PageParser {
    /** Whole shares stand in {@code size}; where this text is present it holds the fraction too (since 2026-02-23). */
    private static final String DECIMAL_SIZE = "decimal_size";
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");
    private static final int MAX_TEXT = 4096;
    private static final int MAX_LIST = 256;
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).maxNumberLength(100)
                    .maxStringLength(64 * 1024).maxNameLength(1000).build())
            .build();

    private final List<TapeColumn> columns;
    private final TapeColumn.Kind[] kinds;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final FieldOrder order = new FieldOrder(indexes);
    private final int size;
    private final int decimalSize;
    private final int maxRows;
    private int[] list = new int[8];
    private byte[] text = new byte[64];

    /** @param maxRows a page that has more is none */
    public PageParser(Tape tape, int maxRows) {
        this.columns = TapeColumn.of(tape);
        this.kinds = columns.stream().map(TapeColumn::kind).toArray(TapeColumn.Kind[]::new);
        this.maxRows = maxRows;
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(columns.get(i).name(), i);
        }
        this.size = indexes.getOrDefault("size", FieldOrder.UNKNOWN);
        this.decimalSize = columns.size();
        if (size >= 0) {
            indexes.put(DECIMAL_SIZE, decimalSize);
        }
    }

    /** What a page says beside its rows; each part is empty when it is missing. */
    public record Envelope(String status, String requestId, String nextUrl, String words) {}

    /** The body is no page. */
    public static final class NotAPageException extends IOException {
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
    public Envelope parse(InputStream body, TapeBatch into) throws IOException {
        try (JsonParser in = JSON.createParser(body)) {
            Envelope envelope = envelope(in, into);
            into.seal();
            return envelope;
        } catch (JsonProcessingException e) {
            throw new NotAPageException("it is no valid JSON, or was cut off");
        }
    }

    private Envelope envelope(JsonParser in, TapeBatch into) throws IOException {
        String status = "";
        String requestId = "";
        String nextUrl = "";
        String words = "";
        Set<String> seen = new HashSet<>();
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new NotAPageException("it is no JSON object");
        }
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            JsonToken value = in.nextToken();
            if (!seen.add(field)) {
                throw new NotAPageException("it has %s twice".formatted(field));
            }
            switch (field) {
                case "results" -> results(in, value, into);
                case "status" -> status = words(in, value);
                case "request_id" -> requestId = words(in, value);
                case "next_url" -> nextUrl = words(in, value);
                case "error", "message" -> words = words(in, value);
                default -> in.skipChildren();
            }
        }
        // The end of the body, not just of the object: a cut gzip stream or a second document shows here.
        if (in.nextToken() != null) {
            throw new NotAPageException("something follows the page");
        }
        return new Envelope(status, requestId, nextUrl, words);
    }

    private static String words(JsonParser in, JsonToken value) throws IOException {
        in.skipChildren();
        return value.isScalarValue() && value != JsonToken.VALUE_NULL ? in.getText() : "";
    }

    private void results(JsonParser in, JsonToken value, TapeBatch into) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw new NotAPageException("results is no list");
        }
        while (in.nextToken() == JsonToken.START_OBJECT) {
            if (into.rows() >= maxRows) {
                throw new NotAPageException("it has more than the %d rows that were asked for".formatted(maxRows));
            }
            row(in, into);
        }
        if (in.currentToken() != JsonToken.END_ARRAY) {
            throw new NotAPageException("a row is no JSON object");
        }
    }

    private void row(JsonParser in, TapeBatch into) throws IOException {
        int seen = 0;
        boolean stamped = false;
        double whole = Double.NaN;
        double exact = Double.NaN;
        order.begin();
        for (int column = order.next(in); column != FieldOrder.END; column = order.next(in)) {
            JsonToken value = in.nextToken();
            if (column == FieldOrder.UNKNOWN) {
                in.skipChildren();
                continue;
            }
            if ((seen >>> column & 1) != 0) {
                throw new NotAPageException("row %d has %s twice".formatted(into.rows(), name(column)));
            }
            seen |= 1 << column;
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (column == decimalSize) {
                exact = decimal(in, value);
            } else {
                value(in, value, column, into);
                stamped |= column == TapeColumn.SIP_TIMESTAMP;
                whole = column == size ? in.getDoubleValue() : whole;
            }
        }
        if (!stamped) {
            throw new NotAPageException("row %d has no sip_timestamp".formatted(into.rows()));
        }
        if (!Double.isNaN(exact)) {
            if (Math.abs(exact - whole) >= 1) {
                throw new NotAPageException("row %d has size %s and decimal_size %s".formatted(into.rows(), whole,
                        exact));
            }
            into.setDouble(size, exact);
        }
        into.endRow();
    }

    private void value(JsonParser in, JsonToken value, int column, TapeBatch into) throws IOException {
        switch (kinds[column]) {
            case NANOS, INT64 -> into.setLong(column, whole(in, value, column, into).getLongValue());
            case INT32 -> into.setInt(column, whole(in, value, column, into).getIntValue());
            case DOUBLE -> {
                if (!value.isNumeric()) {
                    throw wrong(column, into);
                }
                if (!Double.isFinite(in.getDoubleValue())) {
                    throw new NotAPageException("%s of row %d is too large".formatted(name(column), into.rows()));
                }
                into.setDouble(column, in.getDoubleValue());
            }
            case TEXT -> text(in, value, column, into);
            case INT32_LIST -> list(in, value, column, into);
        }
    }

    private void text(JsonParser in, JsonToken value, int column, TapeBatch into) throws IOException {
        if (!value.isScalarValue()) {
            throw wrong(column, into);
        }
        int length = in.getTextLength();
        if (length > MAX_TEXT) {
            throw new NotAPageException("%s of row %d has more than %d characters".formatted(name(column),
                    into.rows(), MAX_TEXT));
        }
        char[] characters = in.getTextCharacters();
        int offset = in.getTextOffset();
        if (text.length < length) {
            text = new byte[length];
        }
        int at = 0;
        while (at < length && characters[offset + at] < 0x80) {
            text[at] = (byte) characters[offset + at];
            at++;
        }
        if (at == length) {
            into.setText(column, text, 0, length);
        } else {
            byte[] utf8 = in.getText().getBytes(StandardCharsets.UTF_8);
            into.setText(column, utf8, 0, utf8.length);
        }
    }

    private void list(JsonParser in, JsonToken value, int column, TapeBatch into) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw wrong(column, into);
        }
        int count = 0;
        for (JsonToken element = in.nextToken(); element != JsonToken.END_ARRAY; element = in.nextToken()) {
            if (count == MAX_LIST) {
                throw new NotAPageException("%s of row %d has more than %d elements".formatted(name(column),
                        into.rows(), MAX_LIST));
            }
            if (count == list.length) {
                list = Arrays.copyOf(list, count * 2);
            }
            list[count++] = whole(in, element, column, into).getIntValue();
        }
        into.setList(column, list, count);
    }

    private JsonParser whole(JsonParser in, JsonToken value, int column, TapeBatch into) throws NotAPageException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(column, into);
        }
        return in;
    }

    private static double decimal(JsonParser in, JsonToken value) throws IOException {
        if (!value.isScalarValue() || !DECIMAL.matcher(in.getText()).matches()) {
            throw new NotAPageException("decimal_size is no number of shares");
        }
        return Double.parseDouble(in.getText());
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
