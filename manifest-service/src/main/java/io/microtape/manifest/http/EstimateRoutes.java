package io.microtape.manifest.http;

import io.microtape.manifest.estimate.Estimates;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/manifests/{id}/estimate}. */
final class EstimateRoutes implements Routes {
    private final Estimates estimates;

    EstimateRoutes(Estimates estimates) {
        this.estimates = estimates;
    }

    @Override
    public void mount(Router router) {
        router.get(ManifestRoutes.MANIFESTS + "/:id/estimate")
                .handler(request -> ManifestProblems.json(request, this::estimate));
    }

    private Object estimate(RoutingContext request) {
        Parameters.of(request);
        return estimates.of(request.pathParam("id"));
    }
}
