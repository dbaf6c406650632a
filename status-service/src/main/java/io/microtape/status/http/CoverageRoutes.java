package io.microtape.status.http;

import io.microtape.model.coverage.Coverage;
import io.microtape.runtime.coverage.CoverageReport;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.ReportForm;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/coverage}: as JSON, or as the report in Markdown. */
final class CoverageRoutes implements Routes {
    private final Coverages coverages;

    CoverageRoutes(Coverages coverages) {
        this.coverages = coverages;
    }

    @Override
    public void mount(Router router) {
        router.get("/api/v1/coverage").handler(this::coverage);
    }

    private void coverage(RoutingContext request) {
        Parameters parameters = CoverageParameters.of(request, "manifest", "run", "by", "sort", "limit", "offset",
                "format");
        var ask = CoverageParameters.ask(parameters);
        ReportForm form = ReportForm.of(request, parameters);
        request.vertx().executeBlocking(() -> text(form, coverages.of(ask)), false)
                .onSuccess(report -> form.send(request, report)).onFailure(request::fail);
    }

    private static String text(ReportForm form, Coverage coverage) {
        return switch (form) {
            case JSON -> Json.text(coverage);
            case MARKDOWN -> CoverageReport.of(coverage);
        };
    }
}
