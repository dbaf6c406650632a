package io.microtape.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response before it is sent.
 *
 * @param altered whether a fault made it another than the right one
 */
record Answer(int status, Map<String, String> headers, byte[] body, boolean altered) {
    static Answer of(int status, String contentType, Map<String, String> more, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.putAll(more);
        return new Answer(status, headers, body, false);
    }

    /** An error in the vendor's shape. */
    static Answer error(int status, String word, String key, String message, String requestId) {
        byte[] body = new JsonBytes(256).ascii("{\"status\":").string(word).ascii(",\"request_id\":").string(requestId)
                .ascii(",\"%s\":".formatted(key)).string(message).raw('}').toArray();
        return of(status, "application/json", Map.of("X-Request-Id", requestId), body);
    }

    static Answer text(int status, String contentType, Map<String, String> more, String body) {
        return of(status, contentType, more, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, altered);
    }

    Answer withBody(byte[] other) {
        return new Answer(status, headers, other, altered);
    }

    Answer asAltered() {
        return new Answer(status, headers, body, true);
    }
}
