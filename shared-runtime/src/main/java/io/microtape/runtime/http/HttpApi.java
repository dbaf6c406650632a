package io.microtape.runtime.http;

import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a process, with the routes of the services in it. Every error is a {@link Problem}; none shows a
 * stack trace. Who may reach what, {@link AccessTokens} and the address decide, before any call is reached.
 */
public final class HttpApi {
    private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final long MAX_BODY_BYTES = 1024 * 1024;
    private static final Map<String, String> EVERY_ADDRESS = Map.of("0.0.0.0", "127.0.0.1", "::", "::1");
    private static final int MAX_LINE_BYTES = 8 * 1024;

    private final HttpServer server;
    private final String host;

    private HttpApi(HttpServer server, String host) {
        this.server = server;
        this.host = EVERY_ADDRESS.getOrDefault(host, host);
    }

    /** As {@link #start(Vertx, ServerSettings, AccessTokens, List)} without tokens, so on loopback only. */
    public static Future<HttpApi> start(Vertx vertx, ServerSettings settings, List<? extends Routes> routes) {
        return start(vertx, settings, AccessTokens.NONE, routes);
    }

    /**
     * Starts to answer.
     *
     * @throws ConfigException when others can reach the address and there is no token to operate with
     */
    public static Future<HttpApi> start(Vertx vertx, ServerSettings settings, AccessTokens tokens,
            List<? extends Routes> routes) {
        Gate gate = Gate.of(settings.host(), tokens);
        return start(vertx, settings.host(), settings.port(), Optional.of(gate), routes);
    }

    /**
     * Starts to answer on the management port, to everybody who reaches it: only calls that tell nothing but how the process
     * is. Nothing is started where the settings name no such port.
     */
    public static Future<Optional<HttpApi>> startManagement(Vertx vertx, ServerSettings settings,
            List<? extends Routes> routes) {
        return settings.managementPort() == 0
                ? Future.succeededFuture(Optional.empty())
                : start(vertx, settings.host(), settings.managementPort(), Optional.empty(), routes).map(Optional::of);
    }

    private static Future<HttpApi> start(Vertx vertx, String host, int port, Optional<Gate> gate,
            List<? extends Routes> routes) {
        Router router = Router.router(vertx);
        gate.ifPresent(guard -> router.route().handler(guard::admit));
        routes.forEach(each -> each.mountUnread(router));
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        routes.forEach(each -> each.mount(router));
        OpenApi.routes(routes).mount(router);
        router.route().failureHandler(HttpApi::fail);
        router.errorHandler(404, request -> Problems.send(request.response(), Problem.notFound(
                "there is nothing at %s".formatted(request.request().path()), "/openapi.yaml lists what there is")));
        router.errorHandler(405, request -> refuseMethod(request, Allowed.methods(router, request.normalizedPath())));
        return vertx.createHttpServer(options()).requestHandler(request -> readable(request, router))
                .invalidRequestHandler(Problems::sendUnreadable).listen(port, host)
                .recover(failure -> Future.failedFuture(new ConfigException(
                        "%s port %d cannot be listened on (%s); choose another with --port or server.port, or server.management_port"
                                .formatted(host, port, failure.getMessage()))))
                .map(server -> new HttpApi(server, host));
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions().setCompressionSupported(true).setIdleTimeout(120)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                // An answer of more than a frame that is written at once, in the request that upgrades, never arrives.
                .setHttp2ClearTextEnabled(false);
    }

    /** Where the server answers; one that listens on every address of the machine, at its loopback address. */
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

    /** The body of a request, empty when it has none. JSON is UTF-8, whatever the content type says or cannot say right. */
    public static String text(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null ? "" : body.toString(StandardCharsets.UTF_8);
    }

    /**
     * The JSON body of a request.
     *
     * @throws ProblemException when it is not what the type says
     */
    public static <T> T body(RoutingContext request, Class<T> type) {
        try {
            T body = Json.read(text(request), type);
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
        if (NO_ESCAPE.matcher(request.uri()).find()) {
            Problems.send(request.response(), Problem.badRequest(
                    "the address %s has a %% that begins no escape".formatted(request.uri()),
                    "write %25 for a percent sign"));
        } else {
            router.handle(request);
        }
    }

    private static void refuseMethod(RoutingContext request, String allowed) {
        Problems.send(request.response().putHeader("Allow", allowed), new Problem(405, "no such method",
                "%s does not take %s".formatted(request.request().path(), request.request().method()),
                "use one of: " + allowed));
    }

    private static void fail(RoutingContext request) {
        Problem problem = Problems.of(request.failure(), request.statusCode());
        boolean known = request.failure() instanceof ClientGoneException
                || request.failure() instanceof ProblemException;
        if (problem.status() >= 500 && !known) {
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
