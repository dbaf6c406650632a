package io.microtape.downloader.vendor.polygon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The vendor's own words, fit for a person: one line without the key, markup or control characters, and not longer than
 * {@value #MAX_WORDS} characters. Error bodies were seen as JSON objects with {@code message} or {@code error}, as any
 * other JSON, as HTML, empty, cut and as bytes that are no text.
 */
record VendorWords(VendorKey key) {
    private static final int MAX_WORDS = 300;
    private static final List<String> HIDDEN = List.of("style", "script");
    private static final int FIRST_PRINTABLE = 0x20;

    String ofBody(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            String found = text(Json.mapper().readTree(text));
            return line(found.isEmpty() ? text : found);
        } catch (JsonProcessingException e) {
            return line(withoutMarkup(text));
        }
    }

    String line(String text) {
        var plain = new StringBuilder();
        key.redact(text).codePoints().map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> c >= FIRST_PRINTABLE && c != 0xFFFD && Character.getType(c) != Character.CONTROL
                        && Character.getType(c) != Character.FORMAT)
                .forEach(plain::appendCodePoint);
        String line = plain.toString().replaceAll(" +", " ").strip();
        if (line.isEmpty()) {
            return "no further words";
        }
        return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "..." : line;
    }

    /** No tags, and nothing of a style or script. Every character is looked at once: a regex would take minutes of a page of {@code <}. */
    private static String withoutMarkup(String html) {
        // Letter for letter, so that places in it are places in the page.
        String lower = html.chars().map(c -> c <= 'Z' ? Character.toLowerCase(c) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        var plain = new StringBuilder();
        int at = 0;
        for (int open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
            int close = html.indexOf('>', open);
            if (close < 0) {
                break;
            }
            plain.append(html, at, open).append(' ');
            at = close + 1;
            for (String name : HIDDEN) {
                if (lower.startsWith(name, open + 1)) {
                    int end = lower.indexOf("</" + name + ">", at);
                    // One that never ends hides all that follows.
                    at = end < 0 ? html.length() : end;
                }
            }
        }
        return plain.append(html, at, html.length()).toString();
    }

    private static String text(JsonNode json) {
        if (json == null) {
            return "";
        }
        if (json.isTextual()) {
            return json.textValue();
        }
        for (String field : new String[] {"message", "error", "detail"}) {
            if (json.has(field)) {
                return text(json.get(field));
            }
        }
        return json.isArray() && json.size() > 0 ? text(json.get(0)) : "";
    }
}
