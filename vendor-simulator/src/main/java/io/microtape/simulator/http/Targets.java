package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes request targets apart. */
final class Targets {
    private static final Pattern TAPE_PATH = Pattern.compile("/v3/(trades|quotes)/([^/]+)");
    private static final Pattern KEY_PARAMETER = Pattern.compile("(?i)(?<=[?&])apikey=[^&]*&?");

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=");

    /** The tape and the decoded ticker that a path names. */
    record TapePath(Tape tape, String ticker) {}

    private Targets() {}

    static Optional<TapePath> tapePath(String path) {
        Matcher matcher = TAPE_PATH.matcher(path == null ? "" : path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Tape tape = matcher.group(1).equals(Tape.TRADES.word()) ? Tape.TRADES : Tape.QUOTES;
        try {
            // A plus sign is itself in a path; only in a form does it stand for a space.
            String ticker = URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(new TapePath(tape, ticker));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static MultiMap params(HttpServerRequest request) throws BadQuery {
        try {
            return request.params();
        } catch (IllegalArgumentException e) {
            throw new BadQuery("The query string is malformed", e);
        }
    }

    /** Whether a page after the first is asked for. */
    static boolean hasCursor(String uri) {
        return CURSOR.matcher(uri).find();
    }

    /** Path and query without the key, so that the way it is sent changes nothing else. */
    static String withoutKey(String uri) {
        String rest = KEY_PARAMETER.matcher(uri).replaceAll("");
        return rest.endsWith("?") || rest.endsWith("&") ? rest.substring(0, rest.length() - 1) : rest;
    }
}
