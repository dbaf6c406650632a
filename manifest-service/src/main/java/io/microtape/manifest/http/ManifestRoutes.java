package io.microtape.manifest.http;

import io.microtape.manifest.ManifestService;
import io.microtape.manifest.build.BuildDesk;
import io.microtape.manifest.listing.ManifestAsk;
import io.microtape.manifest.listing.ManifestList;
import io.microtape.manifest.listing.ManifestPage;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.ReportForm;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.Ledger;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/** The calls of the manifest-service: manifests with their rows, builds and runs. Every error is a {@link Problem}. */
public final class ManifestRoutes implements Routes {
    static final String MANIFESTS = "/api/v1/manifests";
    private static final String ONE = MANIFESTS + "/:id";

    private final ManifestService service;
    private final ManifestList manifests;
    private final StoredManifests stored;
    private final BuildRoutes builds;
    private final ManifestRows rows;
    private final RunRoutes runs;
    private final EstimateRoutes estimates;

    public ManifestRoutes(ManifestService service, Ledger ledger, Coverages coverages, Config config,
            ManifestStore store) {
        this.service = service;
        this.manifests = new ManifestList(ledger);
        this.stored = new StoredManifests(ledger, store);
        this.builds = new BuildRoutes(new BuildDesk(service::build, ManifestProblems::of, Clock.systemUTC()), config);
        this.rows = new ManifestRows(stored);
        this.runs = new RunRoutes(service.runs(), service.runCosts(), ledger, coverages);
        this.estimates = new EstimateRoutes(service.estimates());
    }

    /** Approves a manifest. */
    private record Approve(String by, Optional<String> reason) {}

    @Override
    public void mount(Router router) {
        builds.mount(router);
        router.get(MANIFESTS).handler(request -> ManifestProblems.json(request, this::list));
        router.get(ONE).handler(request -> ManifestProblems.json(request, this::one));
        router.get(ONE + "/report").handler(this::report);
        router.get(ONE + "/funnel").handler(request -> ManifestProblems.json(request, asked -> part(asked, "funnel")));
        router.get(ONE + "/checks").handler(request -> ManifestProblems.json(request, asked -> part(asked, "checks")));
        rows.mount(router);
        router.post(ONE + "/approve").handler(request -> ManifestProblems.json(request, this::approve));
        runs.mount(router);
        estimates.mount(router);
    }

    @Override
    public Optional<String> openApi() {
        return Optional.of("openapi.yaml");
    }

    private Object one(RoutingContext request) {
        Parameters.of(request);
        return manifests.one(request.pathParam("id"));
    }

    private Object list(RoutingContext request) {
        var parameters = Parameters.of(request, "profile", "verdict", "approved", "sort", "limit", "offset");
        var paging = Paging.of(parameters, ManifestAsk.DEFAULT_LIMIT, ManifestAsk.MAX_LIMIT);
        ManifestPage page = manifests.page(new ManifestAsk(parameters.text("profile"),
                parameters.oneOf("verdict", Verdict.class), parameters.truth("approved"),
                parameters.text("sort").orElse(ManifestAsk.NEWEST_FIRST), paging));
        paging.describe(request, page.total());
        return page;
    }

    private void report(RoutingContext request) {
        var parameters = Parameters.of(request, "format");
        String id = request.pathParam("id");
        ReportForm form = ReportForm.of(request, parameters);
        ManifestProblems.report(request, form, () -> switch (form) {
            case JSON -> Json.text(stored.report(id));
            case MARKDOWN -> service.report(id).markdown();
        });
    }

    private Object part(RoutingContext request, String name) {
        Parameters.of(request);
        return stored.part(request.pathParam("id"), name);
    }

    private Object approve(RoutingContext request) {
        Parameters.of(request);
        Approve approve = HttpApi.body(request, Approve.class);
        return service.runs().approve(request.pathParam("id"), approve.by(), approve.reason().orElse(""));
    }
}
