package io.microtape.manifest.http;

import io.microtape.manifest.run.BudgetWords;
import io.microtape.manifest.run.RetriedRun;
import io.microtape.manifest.run.RunCosts;
import io.microtape.manifest.run.RunDesk;
import io.microtape.manifest.run.RunRequest;
import io.microtape.manifest.run.RunStart;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.WorkAvailable;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.runtime.ledger.RunControl.Retried;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.coverage.RunPage;
import io.microtape.runtime.ledger.RunSort;
import io.microtape.runtime.coverage.RunStatus;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code /api/v1/runs}. */
final class RunRoutes implements Routes {
    private static final String RUNS = "/api/v1/runs";
    private static final String ONE = RUNS + "/:id";

    private final RunDesk desk;
    private final RunCosts costs;
    private final Ledger ledger;
    private final Coverages coverages;

    RunRoutes(RunDesk desk, RunCosts costs, Ledger ledger, Coverages coverages) {
        this.desk = desk;
        this.costs = costs;
        this.ledger = ledger;
        this.coverages = coverages;
    }

    @Override
    public void mount(Router router) {
        router.post(RUNS).handler(request -> ManifestProblems.json(request, this::start));
        router.get(RUNS).handler(request -> ManifestProblems.json(request, this::list));
        router.get(ONE).handler(request -> ManifestProblems.json(request,
                asked -> of(asked, coverages.runs()::get)));
        router.post(ONE + "/pause").handler(request -> ManifestProblems.json(request,
                asked -> of(asked, id -> coverages.runs().of(ledger.runControl().pause(id)))));
        router.post(ONE + "/resume").handler(request -> ManifestProblems.json(request, this::resume));
        router.post(ONE + "/cancel").handler(request -> ManifestProblems.json(request,
                asked -> of(asked, id -> coverages.runs().of(ledger.runControl().cancel(id)))));
        router.post(ONE + "/retry").handler(request -> ManifestProblems.json(request, this::retry));
    }

    private Object start(RoutingContext request) {
        Parameters.of(request);
        RunStart start = HttpApi.body(request, RunStart.class);
        return announced(request, desk.start(start.manifestId(), start.request()));
    }

    private Object list(RoutingContext request) {
        var parameters = Parameters.of(request, "manifest", "state", "sort", "limit", "offset");
        Optional<String> manifest = parameters.text("manifest");
        manifest.ifPresent(ledger.manifests()::get);
        var paging = Paging.of(parameters, RunAsk.DEFAULT_LIMIT, RunAsk.MAX_LIMIT);
        RunPage page = coverages.runs().page(new RunAsk(manifest, parameters.oneOf("state", RunState.class),
                parameters.text("sort").map(RunRequest::sort).orElse(RunSort.NEWEST),
                (int) paging.limit().orElseThrow(), (int) paging.offset()));
        paging.describe(request, page.total());
        return page;
    }

    private static Object of(RoutingContext request, Function<String, Object> answer) {
        Parameters.of(request);
        return answer.apply(request.pathParam("id"));
    }

    private Object resume(RoutingContext request) {
        Parameters.of(request);
        return announced(request, ledger.runControl().resume(request.pathParam("id"), budget(request)));
    }

    private static BudgetChange budget(RoutingContext request) {
        return HttpApi.text(request).isBlank()
                ? BudgetChange.NONE
                : HttpApi.body(request, BudgetWords.class).change();
    }

    private Object retry(RoutingContext request) {
        Parameters parameters = Parameters.of(request, "states", "preview");
        Set<CaptureState> states = parameters.text("states").map(RunRequest::states).orElse(RunRequest.GIVEN_UP);
        String id = request.pathParam("id");
        if (parameters.truth("preview").orElse(false)) {
            return costs.retry(id, states);
        }
        Retried retried = ledger.runControl().retry(id, states);
        return new RetriedRun(announced(request, retried.run()), retried.captures());
    }

    private RunStatus announced(RoutingContext request, Run run) {
        request.vertx().eventBus().publish(LeaseMessages.WORK, new WorkAvailable(run.runId()));
        return coverages.runs().of(run);
    }
}
