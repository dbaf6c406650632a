package io.microtape.manifest.http;

import io.microtape.manifest.selection.Stage;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.rows.RowAnswer;
import io.microtape.runtime.rows.RowFilter;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of a manifest: its events, and what was rejected. */
final class ManifestRows implements Routes {
    private static final List<String> OF_EVENTS = List.of("symbol", "session", "event_type", "from", "to");
    private static final List<String> OF_REJECTIONS = List.of("symbol", "session", "event_type", "from", "to", "stage",
            "reason", "also_failed");

    private final StoredManifests stored;
    private final RowAnswer answers = new RowAnswer();

    ManifestRows(StoredManifests stored) {
        this.stored = stored;
    }

    @Override
    public void mount(Router router) {
        router.get(ManifestRoutes.MANIFESTS + "/:id/events").handler(this::events);
        router.get(ManifestRoutes.MANIFESTS + "/:id/rejections").handler(this::rejections);
    }

    private void events(RoutingContext request) {
        var parameters = parameters(request, OF_EVENTS);
        send(request, parameters, "events", "manifest_rank", "manifest.parquet", ofEvents(parameters));
    }

    private void rejections(RoutingContext request) {
        var parameters = parameters(request, OF_REJECTIONS);
        List<RowFilter> filters = ofEvents(parameters);
        parameters.oneOf("stage", Stage.class)
                .ifPresent(stage -> filters.add(
                        new RowFilter.OneOf("stage", Set.of(stage.name().toLowerCase(Locale.ROOT)))));
        oneOf(parameters, "reason").ifPresent(filters::add);
        List<String> alsoFailed = parameters.all("also_failed");
        if (!alsoFailed.isEmpty()) {
            filters.add(new RowFilter.Names("also_failed", Set.copyOf(alsoFailed)));
        }
        send(request, parameters, "rejections", "", "rejections.parquet", filters);
    }

    private void send(RoutingContext request, Parameters parameters, String name, String fileOrder, String fileName,
            List<RowFilter> filters) {
        String id = request.pathParam("id");
        answers.send(request, parameters,
                new RowAnswer.Rows(name, id + "_" + name, fileOrder, filters, Set.of(), () -> file(id, fileName),
                        () -> {}));
    }

    private Path file(String manifestId, String name) {
        try {
            return stored.file(manifestId, name);
        } catch (TamperedManifestException e) {
            throw new ProblemException(ManifestProblems.of(e));
        }
    }

    private static Parameters parameters(RoutingContext request, List<String> filters) {
        return Parameters.of(request,
                Stream.concat(filters.stream(), RowAnswer.PARAMETERS.stream()).toArray(String[]::new));
    }

    private static List<RowFilter> ofEvents(Parameters parameters) {
        List<RowFilter> filters = new ArrayList<>();
        oneOf(parameters, "symbol").ifPresent(filters::add);
        oneOf(parameters, "event_type").ifPresent(filters::add);
        parameters.oneOf("session", Session.class)
                .ifPresent(session -> filters.add(new RowFilter.OneOf("session", Set.of(session.name()))));
        Optional<LocalDate> from = parameters.date("from");
        Optional<LocalDate> to = parameters.date("to");
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw new ProblemException(Problem.badRequest("from is %s, which is after to, %s".formatted(from.get(),
                    to.get()), "give the earlier date in from"));
        }
        if (from.isPresent() || to.isPresent()) {
            filters.add(new RowFilter.Within("timestamp", from.map(day -> midnight(day, 0)).orElse(Long.MIN_VALUE),
                    to.map(day -> midnight(day, 1)).orElse(Long.MAX_VALUE)));
        }
        return filters;
    }

    private static Optional<RowFilter> oneOf(Parameters parameters, String name) {
        List<String> values = parameters.all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(new RowFilter.OneOf(name, Set.copyOf(values)));
    }

    private static long midnight(LocalDate newYork, int daysLater) {
        try {
            return NewYorkTime.epochNanos(newYork.plusDays(daysLater).atStartOfDay());
        } catch (ArithmeticException | DateTimeException _) {
            throw new ProblemException(Problem.badRequest("%s is no date of a market".formatted(newYork),
                    "give a date from 1678 to 2261"));
        }
    }
}
