package io.microtape.simulator.rewrite;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Changes of where the next page is said to be. */
public final class NextUrls {
    private static final List<String> VENDOR_NAMES = List.of("api.polygon.io", "api.massive.com");
    private static final String SCHEME = "http://";
    private static final String NOBODY = "vendor.invalid";

    private NextUrls() {}

    /** The page ends with its own address. */
    public static boolean self(Draft page) {
        page.next(SCHEME + page.question().authority() + page.question().target());
        return true;
    }

    /** More rows follow, and nothing says so. */
    public static boolean lost(Draft page) {
        boolean more = page.hasNext();
        page.noNext();
        return more;
    }

    public static boolean emptyAtEnd(Draft page) {
        return atEnd(page, "\"\"");
    }

    public static boolean nullAtEnd(Draft page) {
        return atEnd(page, "null");
    }

    public static boolean otherHost(Draft page) {
        return authority(page, asked -> NOBODY + port(asked));
    }

    public static boolean otherPort(Draft page) {
        return authority(page, asked -> host(asked) + ":1");
    }

    public static boolean userInfo(Draft page) {
        return authority(page, asked -> "%s@%s".formatted(asked, NOBODY));
    }

    public static boolean otherScheme(Draft page) {
        return changed(page, (question, url) -> "ftp" + url.substring(url.indexOf(':')));
    }

    public static boolean otherPath(Draft page) {
        return path(page, path -> "/v2" + path.substring("/v3".length()));
    }

    public static boolean otherTicker(Draft page) {
        return path(page, path -> path + "X");
    }

    public static boolean noAddress(Draft page) {
        return changed(page, (question, url) -> "http:// no address");
    }

    /** The vendor's other name, when the client asked under one of the two. */
    public static boolean alias(Draft page) {
        String host = host(page.question().authority());
        return VENDOR_NAMES.contains(host)
                && authority(page, asked -> VENDOR_NAMES.get(1 - VENDOR_NAMES.indexOf(host)) + port(asked));
    }

    /** The scheme's own port written out, when the client named none. */
    public static boolean defaultPort(Draft page) {
        return port(page.question().authority()).isEmpty() && authority(page, asked -> asked + ":80");
    }

    private static boolean atEnd(Draft page, String json) {
        if (page.hasNext()) {
            return false;
        }
        page.nextJson(json);
        return true;
    }

    private static boolean authority(Draft page, Function<String, String> change) {
        return changed(page, (question, url) -> SCHEME + change.apply(question.authority())
                + url.substring(SCHEME.length() + question.authority().length()));
    }

    private static boolean path(Draft page, Function<String, String> change) {
        return changed(page, (question, url) -> {
            int begin = SCHEME.length() + question.authority().length();
            return url.substring(0, begin) + change.apply(question.path())
                    + url.substring(begin + question.path().length());
        });
    }

    private static boolean changed(Draft page, BiFunction<Question, String, String> change) {
        page.link().ifPresent(url -> page.next(change.apply(page.question(), url)));
        return page.hasNext();
    }

    private static String host(String authority) {
        return authority.replaceFirst(":\\d+$", "");
    }

    private static String port(String authority) {
        return authority.substring(host(authority).length());
    }
}
