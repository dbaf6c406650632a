package io.microtape.status.dashboard;

import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Routes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The dashboard: {@code /} and {@code /assets/*}, from the jars of the service and of its chart library. A browser shown
 * this page loads nothing from, and sends nothing to, any other place, and runs no script that is not in them.
 */
public final class DashboardRoutes implements Routes {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Assets assets = new Assets();

    @Override
    public void mount(Router router) {
        router.get("/").handler(request -> {
            Parameters.of(request);
            send(request, "index.html");
        });
        router.get("/assets/:name").handler(request -> send(request, request.pathParam("name")));
        router.get("/assets/:folder/:name").handler(
                request -> send(request, request.pathParam("folder") + "/" + request.pathParam("name")));
    }

    @Override
    public Optional<String> openApi() {
        return Optional.of("openapi.yaml");
    }

    private void send(RoutingContext request, String name) {
        Asset asset = assets.find(name).orElseThrow(() -> new ProblemException(
                Problem.notFound("the dashboard has no file %s".formatted(name), "open / instead")));
        var response = request.response().putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                // Asked again each time, and answered with 304: a new version shows at once, an old one costs nothing.
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").putHeader(HttpHeaders.ETAG, asset.etag());
        if (asset.etag().equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType()).end(asset.body());
        }
    }
}
