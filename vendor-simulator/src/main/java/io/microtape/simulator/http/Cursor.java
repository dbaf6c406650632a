package io.microtape.simulator.http;

import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TimeRange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The vendor's stateless cursor: URL-safe base64 without padding of
 * {@code ap=3&as=&limit=50000&order=asc&sort=timestamp&timestamp.gte=..&timestamp.lt=..}. The bound on the side that is
 * being read from is the stamp of the last row given, and {@code ap} counts the rows with exactly that stamp that have
 * been given, so that reading goes on rightly inside any number of rows that share a nanosecond. {@code as} holds the mark
 * of a cursor that a fault gave out, and is empty otherwise.
 */
final class Cursor {
    private static final Pattern MARK = Pattern.compile("[A-Za-z0-9_-]*");
    private static final Set<String> NAMES = Set.of("ap", "as", "limit", "order", "sort", "timestamp.gte",
            "timestamp.gt", "timestamp.lte", "timestamp.lt");

    private Cursor() {}

    static String encode(PageQuery query) {
        var text = new StringBuilder("ap=%d&as=%s&limit=%d&order=%s&sort=timestamp".formatted(query.skip(),
                query.mark(), query.limit(), query.order().word()));
        TimeRange range = query.range();
        if (range.from() != Long.MIN_VALUE) {
            text.append("&timestamp.gte=").append(TimeText.rfc3339(range.from()));
        }
        if (range.to() != Long.MAX_VALUE) {
            boolean last = query.order() == Order.DESC;
            text.append(last ? "&timestamp.lte=" : "&timestamp.lt=")
                    .append(TimeText.rfc3339(last ? range.to() - 1 : range.to()));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static PageQuery decode(String cursor) throws BadQuery {
        Map<String, String> fields = fields(cursor);
        TimeRange range = TimeRange.ALL;
        for (var field : fields.entrySet()) {
            if (field.getKey().startsWith("timestamp.")) {
                range = range.and(QueryText.bound(field.getKey(), field.getValue()));
            }
        }
        QueryText.sort(required(fields, "sort"));
        return new PageQuery(range, QueryText.order(required(fields, "order")),
                QueryText.limit(required(fields, "limit")), position(required(fields, "ap")), mark(fields));
    }

    private static Map<String, String> fields(String cursor) throws BadQuery {
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadQuery("Invalid cursor", e);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || !NAMES.contains(pair.substring(0, equals))
                    || fields.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw new BadQuery("Invalid cursor");
            }
        }
        return fields;
    }

    private static String required(Map<String, String> fields, String name) throws BadQuery {
        String value = fields.get(name);
        if (value == null) {
            throw new BadQuery("Invalid cursor");
        }
        return value;
    }

    private static String mark(Map<String, String> fields) throws BadQuery {
        String mark = fields.getOrDefault("as", PageQuery.PLAIN);
        if (!MARK.matcher(mark).matches()) {
            throw new BadQuery("Invalid cursor");
        }
        return mark;
    }

    private static int position(String text) throws BadQuery {
        try {
            int position = Integer.parseInt(text);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            throw new BadQuery("Invalid cursor", e);
        }
        throw new BadQuery("Invalid cursor");
    }
}
