package io.microtape.status.window;

import io.microtape.model.capture.Tape;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.WindowRecords.WindowCapture;
import io.microtape.status.http.CaptureJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** One window for people and programs: {@code /api/v1/windows/{id}}, and its rows under {@code /tape}. */
public final class WindowRoutes implements Routes {
    private static final String WINDOW = "/api/v1/windows/:id";

    private final Ledger ledger;
    private final Lake lake;
    private final MarketCalendar calendar;
    private final TapeRows rows;

    public WindowRoutes(Ledger ledger, Lake lake, MarketCalendar calendar) {
        this.ledger = ledger;
        this.lake = lake;
        this.calendar = calendar;
        this.rows = new TapeRows(lake);
    }

    @Override
    public void mount(Router router) {
        router.get(WINDOW).handler(request -> HttpApi.json(request, this::window));
        router.get(WINDOW + "/tape").handler(this::tape);
    }

    @Override
    public Optional<String> openApi() {
        return Optional.of("openapi.yaml");
    }

    private Object window(RoutingContext request) {
        Optional<String> manifest = Parameters.of(request, "manifest").text("manifest");
        return WindowJson.of(captures(request.pathParam("id"), manifest), this::capture, lake, calendar);
    }

    private CaptureJson capture(WindowCapture member) {
        return CaptureJson.of(member, ledger.captures().attempts(member.capture().captureId()), lake);
    }

    private void tape(RoutingContext request) {
        var parameters = Parameters.of(request, TapeRows.PARAMETERS);
        String windowId = request.pathParam("id");
        parameters.required("tape");
        Tape tape = parameters.oneOf("tape", Tape.class).orElseThrow();
        Optional<String> manifest = parameters.text("manifest");
        Optional<String> captureId = parameters.text("capture");
        rows.send(request, parameters, "%s_%s".formatted(windowId, tape.word()),
                () -> ChosenCapture.of(windowId, captures(windowId, manifest), tape, captureId));
    }

    private List<WindowCapture> captures(String windowId, Optional<String> manifest) {
        manifest.ifPresent(id -> ledger.manifests().get(id));
        List<WindowCapture> window = ledger.windows().of(windowId, manifest);
        if (window.isEmpty()) {
            throw new ProblemException(Problem.notFound(manifest
                    .map(id -> "manifest %s has no window %s".formatted(id, windowId))
                    .orElse("there is no window %s here".formatted(windowId)),
                    "/api/v1/captures lists what there is; an unapproved manifest has no captures yet"));
        }
        return window;
    }
}
