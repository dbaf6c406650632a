package io.microtape.downloader.vendor.polygon;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Link: <...>; rel="next"} header, which says a second time what {@code next_url} in the body says. The body
 * is what counts; a header that says otherwise means that one of the two is wrong, and following a wrong one leaves a
 * hole that nobody sees.
 */
final class NextLink {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");
    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]*)");

    private NextLink() {}

    /** What is wrong between the two; empty when they agree or the header is missing. */
    static Optional<String> disagreement(String link, String nextUrl) {
        Matcher next = NEXT.matcher(link == null ? "" : link);
        if (!next.find()) {
            return Optional.empty();
        }
        if (nextUrl.isEmpty()) {
            return Optional.of("its Link header leads to a next page and its body says that there is none");
        }
        return cursor(next.group(1)).equals(cursor(nextUrl))
                ? Optional.empty()
                : Optional.of("its Link header and its next_url lead to different pages");
    }

    /** Host, order of parameters and escaping of the padding may differ; the cursor is what says where the page is. */
    private static String cursor(String url) {
        Matcher cursor = CURSOR.matcher(url);
        return cursor.find() ? cursor.group(1).replaceAll("(?i)%3d", "=") : url;
    }
}
