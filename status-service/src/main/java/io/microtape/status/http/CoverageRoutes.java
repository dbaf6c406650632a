package io.microtape.status.http;

import io.microtape.model.coverage.Coverage;
import io.microtape.runtime.coverage.CoverageReport;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Negotiation;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/coverage}: as JSON, or as the report in Markdown. */
final class CoverageRoutes implements Routes {
    private final Coverages coverages;

    CoverageRoutes(Coverages coverages) {
        this.coverages = coverages;
    }

    private enum Form {
        JSON("application/json"), MARKDOWN("text/markdown");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        String of(Coverage coverage) {
            return switch (this) {
                case JSON -> Json.text(coverage);
                case MARKDOWN -> CoverageReport.of(coverage);
            };
        }
    }

    @Override
    public void mount(Router router) {
        router.get("/api/v1/coverage").handler(this::coverage);
    }

    private void coverage(RoutingContext request) {
        Parameters parameters = CoverageParameters.of(request, "manifest", "run", "by", "sort", "limit", "offset",
                "format");
        var ask = CoverageParameters.ask(parameters);
        Form form = Negotiation.form(request, parameters, Form.class, Form::mediaType);
        request.vertx().executeBlocking(() -> form.of(coverages.of(ask)), false).onSuccess(body -> {
            if (form == Form.JSON) {
                HttpApi.json(request, 200, body);
            } else {
                request.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/markdown; charset=utf-8")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(body);
            }
        }).onFailure(request::fail);
    }
}
