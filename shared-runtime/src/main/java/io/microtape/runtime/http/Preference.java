package io.microtape.runtime.http;

import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client prefers (RFC 7240). A preference that is not understood is as if it were not there. */
public final class Preference {
    private static final int MAX_WAIT_SECONDS = 60;
    private static final Pattern WAIT = Pattern
            .compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])");

    private Preference() {}

    /** Seconds that the client would rather wait for a result, at most 60; the answer says that it was heard. */
    public static OptionalInt waitSeconds(RoutingContext request) {
        for (String line : request.request().headers().getAll("Prefer")) {
            Matcher wait = WAIT.matcher(line);
            if (wait.find()) {
                int seconds = Math.min(MAX_WAIT_SECONDS, Integer.parseInt(wait.group(1)));
                request.response().putHeader("Preference-Applied", "wait=" + seconds);
                return OptionalInt.of(seconds);
            }
        }
        return OptionalInt.empty();
    }
}
