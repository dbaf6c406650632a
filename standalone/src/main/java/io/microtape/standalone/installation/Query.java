package io.microtape.standalone.installation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The query of an address, in the order in which it was put together. */
record Query(List<String> parameters) {
    static final Query NONE = new Query(List.of());

    /** With a value; an empty optional and an empty list add nothing, a list adds the parameter once for each value. */
    Query with(String name, Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(present -> with(name, present)).orElse(this);
            case List<?> values -> {
                Query all = this;
                for (Object each : values) {
                    all = all.with(name, each);
                }
                yield all;
            }
            case Enum<?> word -> and(name, word.name().toLowerCase(Locale.ROOT));
            default -> and(name, value.toString());
        };
    }

    /** One part of a path: whatever is in it stays in it. */
    static String segment(String text) {
        // Dots alone would be resolved away by whoever reads the address.
        return text.matches("\\.+") ? text.replace(".", "%2E") : encoded(text).replace("+", "%20");
    }

    @Override
    public String toString() {
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private Query and(String name, String value) {
        List<String> more = new ArrayList<>(parameters);
        more.add(encoded(name) + "=" + encoded(value));
        return new Query(more);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
