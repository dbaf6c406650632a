package io.microtape.runtime.http;

import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a process, with the routes of the services in it. Every error is a {@link Problem}; none shows a
 * stack trace. Only requests that name a loopback host are answered, so that no web page elsewhere can reach in.
 */
public final class HttpApi {
    private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final long MAX_BODY_BYTES = 1024 * 1024;
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpServer server;
    private final String host;

    private HttpApi(HttpServer server, String host) {
        this.server = server;
        this.host = host;
    }

    public static Future<HttpApi> start(Vertx vertx, ServerSettings settings, List<? extends Routes> routes) {
        refuseOpenAddress(settings.host());
        Router router = Router.router(vertx);
        router.route().handler(HttpApi::refuseForeignHost);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        routes.forEach(each -> each.mount(router));
        OpenApi.routes(routes).mount(router);
        router.route().failureHandler(HttpApi::fail);
        router.errorHandler(404, request -> Problems.send(request.response(), Problem.notFound(
                "there is nothing at %s".formatted(request.request().path()), "/openapi.yaml lists what there is")));
        router.errorHandler(405, request -> refuseMethod(request, Allowed.methods(router, request.normalizedPath())));
        return vertx.createHttpServer(options()).requestHandler(request -> readable(request, router))
                .invalidRequestHandler(Problems::sendUnreadable).listen(settings.port(), settings.host())
                .recover(failure -> Future.failedFuture(new ConfigException(
                        "%s port %d cannot be listened on (%s); choose another with --port or server.port"
                                .formatted(settings.host(), settings.port(), failure.getMessage()))))
                .map(server -> new HttpApi(server, settings.host()));
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions().setCompressionSupported(true).setIdleTimeout(120)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                // An answer of more than a frame that is written at once, in the request that upgrades, never arrives.
                .setHttp2ClearTextEnabled(false);
    }

    /** Where the server answers. */
    public URI url() {
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.actualPort()));
    }

    public Future<Void> stop() {
        return server.close();
    }

    /** Answers with what a function on a worker thread returns, as JSON. */
    public static void json(RoutingContext request, Function<RoutingContext, Object> answer) {
        request.vertx().executeBlocking(() -> Json.text(answer.apply(request)), false)
                .onSuccess(body -> json(request, 200, body)).onFailure(request::fail);
    }

    /** Answers with a text that is JSON. */
    public static void json(RoutingContext request, int status, String body) {
        request.response().setStatusCode(status).putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store").end(body);
    }

    /**
     * The JSON body of a request.
     *
     * @throws ProblemException when it is not what the type says
     */
    public static <T> T body(RoutingContext request, Class<T> type) {
        String text = request.body().asString();
        try {
            T body = Json.read(text == null ? "" : text, type);
            if (body == null) {
                throw new IllegalArgumentException("it is null, not the JSON object that it should be");
            }
            return body;
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(e.getMessage(), "send the JSON that the call documents"));
        }
    }

    /** The router would log what it cannot unescape, which is for the caller to mend and not for us. */
    private static void readable(HttpServerRequest request, Router router) {
        if (request.path() != null && NO_ESCAPE.matcher(request.path()).find()) {
            Problems.send(request.response(), Problem.badRequest(
                    "the address %s has a %% that begins no escape".formatted(request.path()),
                    "write %25 for a percent sign"));
        } else {
            router.handle(request);
        }
    }

    private static void refuseForeignHost(RoutingContext request) {
        var authority = request.request().authority();
        if (authority == null || !LOOPBACK_NAMES.contains(authority.host().toLowerCase(Locale.ROOT))) {
            throw new ProblemException(new Problem(403, "foreign host", "this server answers to loopback names only",
                    "ask http://127.0.0.1 instead"));
        }
        refuseForeignPage(request, authority.toString());
        request.next();
    }

    /** A page of another site may send a form or text here unasked; it cannot send JSON, nor hide where it comes from. */
    private static void refuseForeignPage(RoutingContext request, String authority) {
        if (SAFE.contains(request.request().method())) {
            return;
        }
        String origin = request.request().getHeader("Origin");
        if (origin != null && !origin.equals("http://" + authority)) {
            throw new ProblemException(new Problem(403, "foreign page", "this call came from a page of another site",
                    "call it from this server's own pages, or from a program"));
        }
        String type = request.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new ProblemException(new Problem(415, "not JSON", "this call takes a JSON body",
                    "send the header Content-Type: application/json"));
        }
    }

    private static void refuseMethod(RoutingContext request, String allowed) {
        Problems.send(request.response().putHeader("Allow", allowed), new Problem(405, "no such method",
                "%s does not take %s".formatted(request.request().path(), request.request().method()),
                "use one of: " + allowed));
    }

    private static void refuseOpenAddress(String host) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw new ConfigException(
                        "server.host is %s: an address that others can reach needs access tokens, which "
                                .formatted(host) + "this version does not have; use 127.0.0.1");
            }
        } catch (UnknownHostException e) {
            throw new ConfigException("server.host is '%s', which is no address of this machine".formatted(host));
        }
    }

    private static void fail(RoutingContext request) {
        Problem problem = Problems.of(request.failure(), request.statusCode());
        if (problem.status() >= 500 && !(request.failure() instanceof ClientGoneException)) {
            LOG.error("{} {} failed", request.request().method(), request.request().path(), request.failure());
        }
        if (request.response().headWritten()) {
            // The status is gone already: only a cut connection can say that the answer is not whole.
            request.request().connection().close();
        } else {
            Problems.send(request.response(), problem);
        }
    }
}
