package io.microtape.runtime.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.stream.Collectors;

/** Which methods a path takes, for the header {@code Allow}. */
final class Allowed {
    private Allowed() {}

    static String methods(Router router, String path) {
        return router.getRoutes().stream().filter(route -> route.methods() != null && leads(route, path))
                .flatMap(route -> route.methods().stream()).map(HttpMethod::name).distinct().sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean leads(Route route, String path) {
        return path.matches(route.getPath().replaceAll(":[A-Za-z_]+", "[^/]+"));
    }
}
