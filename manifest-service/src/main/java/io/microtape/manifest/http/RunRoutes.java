package io.microtape.manifest.http;

import io.microtape.manifest.run.RunDesk;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.WorkAvailable;
import io.microtape.model.run.Run;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v1/runs}. */
final class RunRoutes implements Routes {
    private static final String RUNS = "/api/v1/runs";

    private final RunDesk desk;
    private final Ledger ledger;

    RunRoutes(RunDesk desk, Ledger ledger) {
        this.desk = desk;
        this.ledger = ledger;
    }

    /** Starts a run; {@code tapes} is {@code trades}, {@code quotes} or {@code both}, {@code pilot} a number of windows. */
    private record Start(String manifestId, Optional<String> tapes, Optional<Integer> pilot) {}

    @Override
    public void mount(Router router) {
        router.post(RUNS).handler(request -> ManifestProblems.json(request, this::start));
        router.get(RUNS).handler(request -> ManifestProblems.json(request, this::list));
        router.get(RUNS + "/:id").handler(request -> ManifestProblems.json(request, this::one));
    }

    private Object start(RoutingContext request) {
        Parameters.of(request);
        Start start = HttpApi.body(request, Start.class);
        Run run = desk.start(start.manifestId(), ManifestRoutes.tapes(start.tapes()), start.pilot());
        request.vertx().eventBus().publish(LeaseMessages.WORK, new WorkAvailable(run.runId()));
        return run;
    }

    private Object list(RoutingContext request) {
        Parameters.of(request);
        return Map.of("runs", ledger.runs().all());
    }

    private Object one(RoutingContext request) {
        Parameters.of(request);
        String id = request.pathParam("id");
        return ledger.runs().find(id)
                .orElseThrow(() -> LedgerException.notFound("there is no run %s here".formatted(id)));
    }
}
