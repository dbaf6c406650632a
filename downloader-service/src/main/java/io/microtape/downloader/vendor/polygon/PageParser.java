package io.microtape.downloader.vendor.polygon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import java.util.regex.Pattern;

/**
 * Reads one page of JSON into a batch while it streams in. Fields may come in any order and any may be missing; the order
 * of the row before is tried first. Unknown fields are passed over. Nanoseconds are read as integers or not at all: a
 * number that went through a double has lost its last digits.
 */
final class PageParser {
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    /** Whole shares stand in {@code size}; where this text is present it holds the fraction too (since 2026-02-23). */
    private static final String DECIMAL_SIZE = "decimal_size";
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");

    private final List<TapeColumn> columns;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final int size;
    private final int maxRows;
    private int[] list = new int[8];

    PageParser(Tape tape, int maxRows) {
        this.columns = TapeColumn.of(tape);
        this.maxRows = maxRows;
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(columns.get(i).name(), i);
        }
        this.size = indexes.getOrDefault("size", -1);
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

    Envelope parse(InputStream body, TapeBatch into) throws IOException {
        String status = "";
        String requestId = "";
        String nextUrl = "";
        String words = "";
        Set<String> seen = new HashSet<>();
        try (JsonParser in = JSON.createParser(body)) {
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
                    case "status" -> status = in.getValueAsString("");
                    case "request_id" -> requestId = in.getValueAsString("");
                    case "next_url" -> nextUrl = in.getValueAsString("");
                    case "error", "message" -> words = in.getValueAsString("");
                    default -> in.skipChildren();
                }
            }
            // The end of the body, not just of the object: a cut gzip stream or a second document shows here.
            if (in.nextToken() != null) {
                throw new NotAPageException("something follows the page");
            }
        }
        into.seal();
        return new Envelope(status, requestId, nextUrl, words);
    }

    private void results(JsonParser in, JsonToken value, TapeBatch into) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw new NotAPageException("results is no list");
        }
        String[] predicted = new String[columns.size()];
        int[] predictedIndex = new int[columns.size()];
        while (in.nextToken() == JsonToken.START_OBJECT) {
            if (into.rows() >= maxRows) {
                throw new NotAPageException("it has more than the %d rows that were asked for".formatted(maxRows));
            }
            row(in, into, predicted, predictedIndex);
        }
        if (in.currentToken() != JsonToken.END_ARRAY) {
            throw new NotAPageException("a row is no JSON object");
        }
    }

    private void row(JsonParser in, TapeBatch into, String[] predicted, int[] predictedIndex) throws IOException {
        int seen = 0;
        int position = 0;
        String decimalSize = null;
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            int column;
            if (position < predicted.length && field.equals(predicted[position])) {
                column = predictedIndex[position];
            } else {
                column = indexes.getOrDefault(field, -1);
                if (position < predicted.length) {
                    predicted[position] = field;
                    predictedIndex[position] = column;
                }
            }
            position++;
            JsonToken value = in.nextToken();
            if (column < 0) {
                if (field.equals(DECIMAL_SIZE)) {
                    decimalSize = in.getValueAsString();
                }
                in.skipChildren();
            } else if ((seen & (1 << column)) != 0) {
                throw new NotAPageException("row %d has %s twice".formatted(into.rows(), field));
            } else {
                seen |= 1 << column;
                if (value != JsonToken.VALUE_NULL) {
                    value(in, value, column, into);
                }
            }
        }
        if ((seen & (1 << TapeColumn.SIP_TIMESTAMP)) == 0
                || into.vector(TapeColumn.SIP_TIMESTAMP).isNull(into.rows())) {
            throw new NotAPageException("row %d has no sip_timestamp".formatted(into.rows()));
        }
        if (decimalSize != null && size >= 0) {
            into.setDouble(size, decimal(decimalSize));
        }
        into.endRow();
    }

    private void value(JsonParser in, JsonToken value, int column, TapeBatch into) throws IOException {
        switch (columns.get(column).kind()) {
            case NANOS, INT64 -> into.setLong(column, whole(in, value, column).getLongValue());
            case INT32 -> into.setInt(column, whole(in, value, column).getIntValue());
            case DOUBLE -> {
                if (!value.isNumeric()) {
                    throw wrong(column);
                }
                into.setDouble(column, in.getDoubleValue());
            }
            case TEXT -> {
                if (!value.isScalarValue()) {
                    throw wrong(column);
                }
                into.setText(column, in.getText());
            }
            case INT32_LIST -> list(in, value, column, into);
        }
    }

    private void list(JsonParser in, JsonToken value, int column, TapeBatch into) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw wrong(column);
        }
        int count = 0;
        for (JsonToken element = in.nextToken(); element != JsonToken.END_ARRAY; element = in.nextToken()) {
            if (count == list.length) {
                list = Arrays.copyOf(list, count * 2);
            }
            list[count++] = whole(in, element, column).getIntValue();
        }
        into.setList(column, list, count);
    }

    private JsonParser whole(JsonParser in, JsonToken value, int column) throws NotAPageException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(column);
        }
        return in;
    }

    private NotAPageException wrong(int column) {
        TapeColumn at = columns.get(column);
        return new NotAPageException("%s is not the %s it should be".formatted(at.name(), switch (at.kind()) {
            case NANOS, INT64, INT32 -> "whole number";
            case DOUBLE -> "number";
            case TEXT -> "text";
            case INT32_LIST -> "list of whole numbers";
        }));
    }

    private static double decimal(String text) throws NotAPageException {
        if (!DECIMAL.matcher(text).matches()) {
            throw new NotAPageException("decimal_size is no number of shares");
        }
        return Double.parseDouble(text);
    }
}
