package io.microtape.status.http;

import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.coverage.CaptureAsk.Order;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.WindowRecords.WindowCapture;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** {@code GET /api/v1/captures} and {@code /api/v1/captures/{id}}. */
final class CaptureRoutes implements Routes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final Ledger ledger;
    private final Coverages coverages;
    private final Lake lake;

    CaptureRoutes(Ledger ledger, Coverages coverages, Lake lake) {
        this.ledger = ledger;
        this.coverages = coverages;
        this.lake = lake;
    }

    /** A page of captures. */
    private record Page(List<CaptureJson> captures, long total, OptionalLong limit, long offset,
            OptionalLong nextOffset) {}

    @Override
    public void mount(Router router) {
        router.get("/api/v1/captures").handler(request -> HttpApi.json(request, this::list));
        router.get("/api/v1/captures/:id").handler(request -> HttpApi.json(request, this::one));
    }

    private Object list(RoutingContext request) {
        Parameters parameters = CoverageParameters.of(request, "manifest", "sort", "limit", "offset");
        var paging = Paging.of(parameters, DEFAULT_PAGE, MAX_PAGE);
        Coverages.Captures found = coverages.list(new CaptureAsk(parameters.required("manifest"),
                CoverageParameters.where(parameters), order(parameters.text("sort").orElse("window")),
                (int) paging.limit().orElseThrow(), paging.offset()));
        paging.describe(request, found.total());
        return new Page(IntStream.range(0, found.captures().size())
                .mapToObj(i -> CaptureJson.of(found.captures().get(i), found.eventTypes().get(i))).toList(),
                found.total(), paging.limit(), paging.offset(), paging.next(found.total()));
    }

    private Object one(RoutingContext request) {
        Parameters.of(request);
        String id = request.pathParam("id");
        WindowCapture found = ledger.windows().capture(id).orElseThrow(() -> LedgerException
                .notFound("there is no capture %s here; /api/v1/captures lists those there are".formatted(id)));
        return CaptureJson.of(found, ledger.captures().attempts(id), lake);
    }

    private static Order order(String word) {
        return switch (word) {
            case "window" -> Order.WINDOW;
            case "-settled_at" -> Order.SETTLED;
            default -> throw new ProblemException(
                    Problem.badRequest("captures cannot be sorted by '%s'".formatted(word),
                            "use window or -settled_at"));
        };
    }
}
