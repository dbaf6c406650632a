package io.microtape.downloader.vendor.polygon;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a {@code next_url} may be followed. The vendor answers under two names since 2025-10-30, with or without an
 * explicit port, so either name is read as "the configured host"; the request goes to the configured host all the same,
 * because the key is for nobody else.
 */
final class NextUrl {
    private static final Set<String> VENDOR_NAMES = Set.of("api.polygon.io", "api.massive.com");

    private static final Pattern KEY_PARAMETER = Pattern.compile("(?i)(^|&)api_?key=");

    private NextUrl() {}

    /**
     * The path and query to ask the configured host for.
     *
     * @throws RefusedException when the address is not a further page of this very question
     */
    static String pathAndQuery(URI base, String path, String next) {
        URI url;
        try {
            url = new URI(next);
        } catch (URISyntaxException e) {
            throw new RefusedException("it is no address");
        }
        if (!base.getScheme().equals(url.getScheme())) {
            throw new RefusedException("its scheme is not " + base.getScheme());
        }
        if (url.getUserInfo() != null || url.getFragment() != null || url.getHost() == null) {
            throw new RefusedException("it carries a user, a fragment or no host");
        }
        if (!sameHost(base, url)) {
            throw new RefusedException("it names another host");
        }
        if (!path.equals(url.getRawPath()) || url.getRawQuery() == null || !url.getRawQuery().contains("cursor=")) {
            throw new RefusedException("it leads to another path, or has no cursor");
        }
        if (KEY_PARAMETER.matcher(url.getRawQuery()).find()) {
            throw new RefusedException("it carries a key");
        }
        return url.getRawPath() + '?' + url.getRawQuery();
    }

    /** Why an address is not followed. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private static boolean sameHost(URI base, URI url) {
        String asked = base.getHost().toLowerCase(Locale.ROOT);
        String named = url.getHost().toLowerCase(Locale.ROOT);
        boolean alias = VENDOR_NAMES.contains(asked) && VENDOR_NAMES.contains(named);
        return (asked.equals(named) || alias) && port(base) == port(url);
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }
}
