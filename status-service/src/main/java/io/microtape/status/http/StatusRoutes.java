package io.microtape.status.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.status.fleet.Fleet;
import io.microtape.status.fleet.Rate;
import io.microtape.status.live.LiveFeeds;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is captured, for programs: {@code /api/v1/coverage}, {@code /api/v1/captures}, {@code /api/v1/captures/{id}},
 * {@code /api/v1/rate} and the server-sent events of {@code /api/v1/live}. A manifest, run or capture that the ledger does
 * not know is a 404.
 */
public final class StatusRoutes implements Routes {
    private final Ledger ledger;
    private final Fleet fleet;
    private final LiveFeeds feeds;
    private final List<Routes> parts;

    public StatusRoutes(Ledger ledger, Coverages coverages, Lake lake, Fleet fleet, LiveFeeds feeds) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.feeds = feeds;
        this.parts = List.of(new CoverageRoutes(coverages),
                new CaptureRoutes(new CaptureList(ledger, coverages, lake)));
    }

    /** The rate with when it was looked at. */
    private record RateAt(Instant asOf, @JsonUnwrapped Rate rate) {}

    @Override
    public void mount(Router router) {
        parts.forEach(part -> part.mount(router));
        router.get("/api/v1/rate").handler(request -> HttpApi.json(request, this::rate));
        router.get("/api/v1/live").handler(this::live);
    }

    @Override
    public Optional<String> openApi() {
        return Optional.of("openapi.yaml");
    }

    private Object rate(RoutingContext request) {
        Parameters.of(request);
        return new RateAt(Instant.now(), fleet.rate());
    }

    private void live(RoutingContext request) {
        String manifestId = Parameters.of(request, "manifest").required("manifest");
        Optional<String> last = Optional.ofNullable(request.request().getHeader("Last-Event-ID"));
        request.vertx().executeBlocking(() -> ledger.manifests().get(manifestId).manifestId(), false)
                .compose(id -> feeds.join(id, last, request.response())).onFailure(request::fail);
    }
}
