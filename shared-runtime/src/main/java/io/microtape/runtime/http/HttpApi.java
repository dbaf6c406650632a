package io.microtape.runtime.http;

import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.table.TableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a process, with the routes of the services in it. Every error is a {@link Problem}; none shows a
 * stack trace. Only requests that name a loopback host are answered, so that no web page elsewhere can reach in.
 */
public final class HttpApi {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final long MAX_BODY_BYTES = 1024 * 1024;
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
        router.route().handler(request -> {
            throw new ProblemException(Problem.notFound("there is nothing at %s %s".formatted(
                    request.request().method(), request.request().path()), "see the README for what there is"));
        });
        router.route().failureHandler(HttpApi::fail);
        return vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true).setIdleTimeout(120))
                .requestHandler(router).listen(settings.port(), settings.host())
                .recover(failure -> Future.failedFuture(new ConfigException(
                        "%s port %d cannot be listened on (%s); choose another with --port or server.port"
                                .formatted(settings.host(), settings.port(), failure.getMessage()))))
                .map(server -> new HttpApi(server, settings.host()));
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
                .onSuccess(body -> request.response().putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store").end(body))
                .onFailure(request::fail);
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
        Problem problem = problem(request.failure(), request.statusCode());
        if (problem.status() >= 500) {
            LOG.error("{} {} failed", request.request().method(), request.request().path(), request.failure());
        }
        if (!request.response().ended()) {
            request.response().setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Json.text(problem));
        }
    }

    private static Problem problem(Throwable failure, int status) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case LedgerException refused -> new Problem(refused.notFound() ? 404 : 409,
                    refused.notFound() ? "not found" : "refused", refused.getMessage(),
                    "see the detail, then ask again");
            case ConfigException wrong -> Problem.badRequest(wrong.getMessage(), "correct the setting and ask again");
            case TableException unreadable -> new Problem(422, "unreadable input", unreadable.getMessage(),
                    "correct the file and ask again");
            case HttpException http -> new Problem(http.getStatusCode(), "refused", String.valueOf(http.getMessage()),
                    "correct the request and ask again");
            case null -> new Problem(status > 0 ? status : 500, "refused", "the request cannot be served as it is",
                    "correct the request and ask again");
            default -> new Problem(500, "internal error", "the server failed; its log has the details",
                    "ask again, and report it if it stays");
        };
    }
}
