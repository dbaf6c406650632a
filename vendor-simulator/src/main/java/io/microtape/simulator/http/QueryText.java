package io.microtape.simulator.http;

import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TimeRange;
import io.vertx.core.MultiMap;

/** Reads the query parameters of a tape request with the vendor's names and defaults. Other names are ignored. */
final class QueryText {
    static final int MAX_LIMIT = 50_000;
    private static final String DEFAULT_LIMIT = "1000";

    private QueryText() {}

    /** A cursor, when there is one, holds everything: the parameters beside it are not even looked at. */
    static PageQuery parse(MultiMap params) throws BadQuery {
        String cursor = params.get("cursor");
        if (cursor != null) {
            return Cursor.decode(cursor);
        }
        sort(valueOr(params, "sort", "timestamp"));
        Order order = order(valueOr(params, "order", "desc"));
        return new PageQuery(range(params), order, limit(valueOr(params, "limit", DEFAULT_LIMIT)), 0,
                PageQuery.PLAIN);
    }

    static Order order(String text) throws BadQuery {
        return switch (text) {
            case "asc" -> Order.ASC;
            case "desc" -> Order.DESC;
            default -> throw new BadQuery("'order' must be one of [asc desc]");
        };
    }

    static void sort(String text) throws BadQuery {
        if (!text.equals("timestamp")) {
            throw new BadQuery("'sort' must be one of [timestamp]");
        }
    }

    static int limit(String text) throws BadQuery {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new BadQuery("'limit' must be an integer", e);
        }
        throw new BadQuery("'limit' must be between 1 and %d".formatted(MAX_LIMIT));
    }

    private static TimeRange range(MultiMap params) throws BadQuery {
        TimeRange range = TimeRange.ALL;
        for (String name : new String[] {"timestamp", "timestamp.gte", "timestamp.gt", "timestamp.lte",
                "timestamp.lt"}) {
            String text = params.get(name);
            if (text != null) {
                range = range.and(bound(name, text));
            }
        }
        return range;
    }

    /** A date beside a comparison is the New York midnight that begins it; alone it is the whole day. */
    static TimeRange bound(String name, String text) throws BadQuery {
        return switch (name) {
            case "timestamp" -> TimeText.range(name, text);
            case "timestamp.gte" -> TimeRange.ALL.from(TimeText.start(name, text));
            case "timestamp.gt" -> TimeRange.ALL.from(TimeText.start(name, text) + 1);
            case "timestamp.lte" -> TimeRange.ALL.until(TimeText.start(name, text) + 1);
            case "timestamp.lt" -> TimeRange.ALL.until(TimeText.start(name, text));
            default -> throw new BadQuery("'%s' is not a time parameter".formatted(name));
        };
    }

    private static String valueOr(MultiMap params, String name, String fallback) {
        String value = params.get(name);
        return value == null ? fallback : value;
    }
}
