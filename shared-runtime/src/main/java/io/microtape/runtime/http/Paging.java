package io.microtape.runtime.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of a list that a request asks for.
 *
 * @param limit entries at most; empty for all
 */
public record Paging(OptionalLong limit, long offset) {
    private static final int MAX_OFFSET = Integer.MAX_VALUE;

    /** {@code limit} and {@code offset} of a call whose pages have at most {@code max} entries. */
    public static Paging of(Parameters parameters, int otherwise, int max) {
        return new Paging(OptionalLong.of(parameters.number("limit", otherwise, 1, max)), offset(parameters));
    }

    /** The same, for a call that also takes {@code limit=all}. */
    public static Paging orAll(Parameters parameters, OptionalLong otherwise, int max) {
        if (parameters.text("limit").isEmpty()) {
            return new Paging(otherwise, offset(parameters));
        }
        if (parameters.text("limit").get().equals("all")) {
            return new Paging(OptionalLong.empty(), offset(parameters));
        }
        return of(parameters, max, max);
    }

    /** The entries of this page of a whole list. */
    public <T> List<T> cut(List<T> whole) {
        return whole.stream().skip(offset).limit(limit.orElse(whole.size())).toList();
    }

    /** Where the next page of a list of {@code total} entries starts; empty on the last one. */
    public OptionalLong next(long total) {
        return limit.isPresent() && offset + limit.getAsLong() < total
                ? OptionalLong.of(offset + limit.getAsLong())
                : OptionalLong.empty();
    }

    /** Says in the headers how long the list is and where its next page is (RFC 8288). */
    public void describe(RoutingContext request, long total) {
        request.response().putHeader("X-Total-Count", Long.toString(total));
        next(total).ifPresent(next -> request.response().putHeader("Link",
                "<%s?%s>; rel=\"next\"".formatted(request.request().path(), query(request, next))));
    }

    private static String query(RoutingContext request, long offset) {
        Stream<String> others = request.queryParams().entries().stream()
                .filter(parameter -> !parameter.getKey().equals("offset"))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()));
        return Stream.concat(others, Stream.of("offset=" + offset)).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static long offset(Parameters parameters) {
        return parameters.number("offset", 0, 0, MAX_OFFSET);
    }
}
