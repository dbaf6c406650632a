package io.microtape.simulator.http;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** Where the accepted key stands in a request, and texts without it. */
final class KeySight {
    private static final String MASK = "***";
    private static final Pattern KEY_PARAMETER = Pattern.compile("(?i)([?&]apikey=)[^&]*");

    private final String key;
    private final String encoded;

    KeySight(String key) {
        this.key = key;
        this.encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    boolean isBearer(String authorization) {
        return ("Bearer " + key).equals(authorization);
    }

    boolean leaks(String uri, MultiMap headers) {
        return holds(uri) || headers.entries().stream().filter(header -> !"Authorization".equalsIgnoreCase(
                header.getKey())).anyMatch(this::holds);
    }

    /** The text without the key and without the value of any {@code apiKey} parameter. */
    String masked(String text) {
        return KEY_PARAMETER.matcher(text).replaceAll("$1" + MASK).replace(key, MASK).replace(encoded, MASK);
    }

    private boolean holds(Map.Entry<String, String> header) {
        return holds(header.getKey()) || holds(header.getValue());
    }

    private boolean holds(String text) {
        return text.contains(key) || text.contains(encoded);
    }
}
