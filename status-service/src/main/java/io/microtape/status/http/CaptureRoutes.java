package io.microtape.status.http;

import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.coverage.CaptureAsk.Order;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/captures} and {@code /api/v1/captures/{id}}. */
final class CaptureRoutes implements Routes {
    private final CaptureList captures;

    CaptureRoutes(CaptureList captures) {
        this.captures = captures;
    }

    @Override
    public void mount(Router router) {
        router.get("/api/v1/captures").handler(request -> HttpApi.json(request, this::list));
        router.get("/api/v1/captures/:id").handler(request -> HttpApi.json(request, this::one));
    }

    private Object list(RoutingContext request) {
        Parameters parameters = CoverageParameters.of(request, "manifest", "sort", "limit", "offset");
        var paging = Paging.of(parameters, CaptureList.DEFAULT_LIMIT, CaptureList.MAX_LIMIT);
        CapturePage page = captures.page(new CaptureAsk(parameters.required("manifest"),
                CoverageParameters.where(parameters),
                CoverageParameters.understood(() -> parameters.text("sort").map(Order::of).orElse(Order.WINDOW)),
                (int) paging.limit().orElseThrow(), paging.offset()));
        paging.describe(request, page.total());
        return page;
    }

    private Object one(RoutingContext request) {
        Parameters.of(request);
        return captures.one(request.pathParam("id"));
    }
}
