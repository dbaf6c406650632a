package io.microtape.status.http;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.session.Session;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.CaptureRecords.Filter;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.status.live.LiveFeeds;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * What is captured, for programs: {@code /api/v1/coverage}, {@code /api/v1/captures}, {@code /api/v1/captures/{id}} and
 * the server-sent events of {@code /api/v1/live}. A manifest or capture that the ledger does not know is a 404.
 *
 * <p>
 * The live stream needs no memory of its clients: every {@code coverage} event is a whole snapshot, so whoever connects
 * again, with or without {@code Last-Event-ID}, misses nothing by getting the newest one first.
 */
public final class StatusRoutes implements Routes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    private static final int MAX_OFFSET = 100_000_000;

    private final Ledger ledger;
    private final LiveFeeds feeds;

    public StatusRoutes(Ledger ledger, LiveFeeds feeds) {
        this.ledger = ledger;
        this.feeds = feeds;
    }

    @Override
    public void mount(Router router) {
        router.get("/api/v1/coverage").handler(request -> HttpApi.json(request, this::coverage));
        router.get("/api/v1/captures").handler(request -> HttpApi.json(request, this::captures));
        router.get("/api/v1/captures/:id").handler(request -> HttpApi.json(request, this::capture));
        router.get("/api/v1/live").handler(this::live);
    }

    @Override
    public Optional<String> openApi() {
        return Optional.of("openapi.yaml");
    }

    private Object coverage(RoutingContext request) {
        var parameters = Parameters.of(request, "manifest", "by");
        var by = parameters.oneOf("by", CoverageKey.class);
        return ledger.coverage().of(known(parameters.required("manifest")), by);
    }

    private Object captures(RoutingContext request) {
        var parameters = Parameters.of(request, "manifest", "state", "symbol", "tape", "session", "limit", "offset");
        int limit = parameters.number("limit", DEFAULT_PAGE, 1, MAX_PAGE);
        int offset = parameters.number("offset", 0, 0, MAX_OFFSET);
        var filter = new Filter(parameters.text("manifest"), parameters.oneOf("state", CaptureState.class),
                parameters.text("symbol"), parameters.oneOf("tape", Tape.class),
                parameters.oneOf("session", Session.class).map(Session::name));
        filter.manifestId().ifPresent(this::known);
        // One more than asked for: whether there is a next page is seen, not guessed from a full one.
        List<CaptureRecord> found = ledger.captures().list(filter, limit + 1, offset);
        boolean more = found.size() > limit;
        return new CapturePage(found.stream().limit(limit).map(CaptureJson::of).toList(), limit, offset,
                more ? offset + limit : null);
    }

    private Object capture(RoutingContext request) {
        Parameters.of(request);
        String id = request.pathParam("id");
        CaptureRecord found = ledger.captures().find(id).orElseThrow(() -> LedgerException
                .notFound("there is no capture %s here; /api/v1/captures lists those there are".formatted(id)));
        return CaptureJson.of(found, ledger.captures().attempts(id));
    }

    private void live(RoutingContext request) {
        String manifestId = Parameters.of(request, "manifest").required("manifest");
        request.vertx().executeBlocking(() -> known(manifestId), false)
                .compose(id -> feeds.join(id, request.response())).onFailure(request::fail);
    }

    private String known(String manifestId) {
        return ledger.manifests().get(manifestId).manifestId();
    }
}
