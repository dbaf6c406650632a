package io.microtape.simulator.rewrite;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A page that can still be changed. Its text holds one char a byte (ISO 8859-1), so that what is no UTF-8 can be written
 * too, and UTF-8 passes through as it is.
 */
public final class Draft {
    public static final Charset CHARSET = StandardCharsets.ISO_8859_1;

    private final Question question;
    private final String requestId;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private List<String> rows;
    private boolean results = true;
    private String status = "OK";
    private String next;
    private OptionalInt count;
    private int cutAfter = -1;
    private String more = "";
    private String tail = "";

    /**
     * @param rows each row as it is written, without a comma around it
     * @param nextUrl where the next page is; empty for none
     */
    public Draft(Question question, List<String> rows, String requestId, Optional<String> nextUrl) {
        this.question = question;
        this.rows = new ArrayList<>(rows);
        this.requestId = requestId;
        this.count = OptionalInt.of(rows.size());
        this.next = nextUrl.map(Draft::quoted).orElse("");
    }

    public Question question() {
        return question;
    }

    /** The rows, to be changed in place; {@link #countRows} makes {@code X-Item-Count} agree again. */
    public List<String> rows() {
        return rows;
    }

    /** Whether there is a next page. */
    public boolean hasNext() {
        return !next.isEmpty();
    }

    /** Headers beside those of every page. */
    public Map<String, String> headers() {
        return headers;
    }

    void countRows() {
        count = OptionalInt.of(rows.size());
    }

    void count(OptionalInt stated) {
        count = stated;
    }

    void status(String word) {
        status = word;
    }

    /** Without the {@code results} key at all. */
    void withoutResults() {
        results = false;
    }

    void noNext() {
        next = "";
    }

    void next(String url) {
        next = quoted(url);
    }

    /** The value of {@code next_url} as JSON. */
    void nextJson(String json) {
        next = json;
    }

    /** Ends the body right after so many rows, without the comma. */
    void cutAfter(int count) {
        cutAfter = count;
    }

    /** Further fields of the envelope, each with a comma before it. */
    void more(String json) {
        more = json;
    }

    /** What follows the page's last brace. */
    void tail(String text) {
        tail = text;
    }

    /** The value of {@code X-Item-Count}; empty for none. */
    public Optional<String> itemCount() {
        return count.isPresent() ? Optional.of(Integer.toString(count.getAsInt())) : Optional.empty();
    }

    /** The URL in the {@code Link} header; empty when there is none. */
    public Optional<String> link() {
        return next.length() > 2 && next.startsWith("\"")
                ? Optional.of(next.substring(1, next.length() - 1))
                : Optional.empty();
    }

    /** The body as it is sent, before it is compressed. */
    public byte[] body() {
        if (cutAfter >= 0) {
            return ("{\"results\":[" + String.join(",", rows.subList(0, cutAfter))).getBytes(CHARSET);
        }
        var text = new StringBuilder("{");
        if (results) {
            text.append("\"results\":[").append(String.join(",", rows)).append("],");
        }
        text.append("\"status\":\"").append(status).append("\",\"request_id\":\"").append(requestId).append('"');
        if (!next.isEmpty()) {
            text.append(",\"next_url\":").append(next);
        }
        return text.append(more).append('}').append(tail).toString().getBytes(CHARSET);
    }

    private static String quoted(String url) {
        return '"' + url.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
