package io.microtape.runtime.http;

import io.microtape.runtime.config.ConfigException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may reach which call, before any call is reached. A call is guarded unless it stands among the few open ones here, so
 * one that is added later is guarded too: reading needs a token that may read, every other method one that may operate.
 *
 * <p>
 * Without tokens the server is on loopback, and answers only requests that name a loopback host: a page elsewhere whose
 * name is made to lead here (DNS rebinding) would otherwise be asked as if it were ours. With tokens that is not needed: a
 * foreign page has none, and a browser sends none along by itself, as it would a cookie; so the server answers to whatever
 * name it is reached by. In both cases what changes something must not come from a page of another site.
 */
final class Gate {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> OPEN = Set.of("/", "/openapi.yaml");
    private static final List<String> OPEN_BELOW = List.of("/health/", "/assets/");
    private static final String SCHEME = "bearer ";
    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(;.*)?");

    private final AccessTokens tokens;

    private Gate(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The gate of a server at an address.
     *
     * @throws ConfigException when others can reach the address and nobody has a token to operate with
     */
    static Gate of(String host, AccessTokens tokens) {
        try {
            if (!tokens.letOperate() && !InetAddress.getByName(host).isLoopbackAddress()) {
                throw new ConfigException(
                        "server.host is %s, which others can reach, and there is no token to operate with: set the environment variable %s, or use 127.0.0.1"
                                .formatted(host, AccessTokens.OPERATE_VARIABLE));
            }
        } catch (UnknownHostException _) {
            throw new ConfigException("server.host is '%s', which is no address of this machine".formatted(host));
        }
        return new Gate(tokens);
    }

    /** What a call needs of a server with tokens; empty when it is open to all. */
    static Optional<Role> needed(HttpMethod method, String path) {
        if (!SAFE.contains(method)) {
            return Optional.of(Role.OPERATE);
        }
        return OPEN.contains(path) || OPEN_BELOW.stream().anyMatch(path::startsWith)
                ? Optional.empty()
                : Optional.of(Role.READ);
    }

    /** Lets a request through, or ends it with what it lacks. */
    void admit(RoutingContext request) {
        var authority = request.request().authority();
        if (tokens.none()
                && (authority == null || !LOOPBACK_NAMES.contains(authority.host().toLowerCase(Locale.ROOT)))) {
            throw new ProblemException(new Problem(403, "foreign host", "this server answers to loopback names only",
                    "ask http://127.0.0.1 instead"));
        }
        if (!tokens.none()) {
            // The router goes by the normalized path too, so what is open here is what it finds there.
            needed(request.request().method(), request.normalizedPath()).ifPresent(role -> refuseBelow(role, request));
        }
        refuseForeignPage(request, String.valueOf(authority));
        request.next();
    }

    private void refuseBelow(Role needed, RoutingContext request) {
        Optional<String> shown = token(request);
        Optional<Role> role = shown.flatMap(tokens::role);
        if (role.isEmpty()) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            throw new ProblemException(new Problem(401, "no access", shown.isEmpty()
                    ? "this call needs an access token"
                    : "the access token is none of this server's",
                    "send the header Authorization: Bearer TOKEN; for the commands, set MICROTAPE_TOKEN"));
        }
        if (!role.get().covers(needed)) {
            throw new ProblemException(new Problem(403, "no right to do this",
                    "this access token may read, and this call changes something",
                    "use a token of %s".formatted(AccessTokens.OPERATE_VARIABLE)));
        }
    }

    private static Optional<String> token(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        return Optional.ofNullable(header)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    /** A page of another site may send a form or text here unasked; it cannot send JSON, nor hide where it comes from. */
    private static void refuseForeignPage(RoutingContext request, String authority) {
        if (SAFE.contains(request.request().method())) {
            return;
        }
        String origin = request.request().getHeader("Origin");
        // https when a proxy in front of a server with tokens speaks TLS.
        if (origin != null && !origin.equals("http://" + authority) && !origin.equals("https://" + authority)) {
            throw new ProblemException(new Problem(403, "foreign page", "this call came from a page of another site",
                    "call it from this server's own pages, or from a program"));
        }
        String type = request.request().getHeader("Content-Type");
        if (type == null || !JSON.matcher(type).matches()) {
            throw new ProblemException(new Problem(415, "not JSON", "this call takes a JSON body",
                    "send the header Content-Type: application/json"));
        }
    }
}
