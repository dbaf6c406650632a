package io.microtape.manifest.http;

import io.microtape.manifest.estimate.Estimates;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/manifests/{id}/estimate}. */
public final class EstimateRoutes implements Routes {
    private final Estimates estimates;

    public EstimateRoutes(Estimates estimates) {
        this.estimates = estimates;
    }

    @Override
    public void mount(Router router) {
        router.get("/api/v1/manifests/:id/estimate").handler(request -> HttpApi.json(request, this::estimate));
    }

    private Object estimate(RoutingContext request) {
        Parameters.of(request);
        try {
            return estimates.of(request.pathParam("id"));
        } catch (TamperedManifestException e) {
            throw new ProblemException(
                    new Problem(409, "changed manifest", e.getMessage(), "build the manifest again"));
        }
    }
}
