package io.microtape.manifest.http;

import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.ManifestService;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.capture.Tape;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.WorkAvailable;
import io.microtape.model.run.Run;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /api/v1/manifests} and {@code /api/v1/runs}. Every answer is JSON, every error a {@link Problem}. */
public final class ManifestRoutes implements Routes {
    private static final String MANIFESTS = "/api/v1/manifests";
    private static final String RUNS = "/api/v1/runs";

    private final ManifestService service;
    private final Ledger ledger;
    private final Config config;
    private final Path manifestsFolder;

    public ManifestRoutes(ManifestService service, Ledger ledger, Config config, Path manifestsFolder) {
        this.service = service;
        this.ledger = ledger;
        this.config = config;
        this.manifestsFolder = manifestsFolder;
    }

    /**
     * Asks for a build.
     *
     * @param events     a Parquet or CSV file, a folder or a glob, on the server's disk
     * @param dailyBars  likewise
     * @param minuteBars likewise
     * @param set        settings over the profile in force, {@code key=value}
     */
    public record Build(String events, Optional<String> dailyBars, Optional<String> minuteBars,
            Optional<List<String>> set,
            Optional<Boolean> dryRun) {}

    /** Approves a manifest. */
    public record Approve(String by, Optional<String> reason) {}

    /** Starts a run; {@code tapes} is {@code trades}, {@code quotes} or {@code both}, {@code pilot} a number of windows. */
    public record Start(String manifestId, Optional<String> tapes, Optional<Integer> pilot) {}

    /** A manifest as listed. */
    public record Listed(String manifestId, String profile, String verdict, long inputRows, long selected,
            long rejected, String contentHash, Instant builtAt, List<Approval> approvals) {}

    @Override
    public void mount(Router router) {
        router.post(MANIFESTS).handler(request -> HttpApi.json(request, this::build));
        router.get(MANIFESTS).handler(request -> HttpApi.json(request, this::list));
        router.get(MANIFESTS + "/:id").handler(request -> HttpApi.json(request, this::one));
        router.get(MANIFESTS + "/:id/report").handler(request -> HttpApi.json(request, this::report));
        router.post(MANIFESTS + "/:id/approve").handler(request -> HttpApi.json(request, this::approve));
        router.post(RUNS).handler(request -> HttpApi.json(request, this::start));
        router.get(RUNS).handler(request -> HttpApi.json(request, this::runs));
        router.get(RUNS + "/:id").handler(request -> HttpApi.json(request, this::run));
    }

    /** The tapes that a word means; empty for what the profile says. */
    public static Optional<Set<Tape>> tapes(Optional<String> word) {
        return word.map(text -> switch (text) {
            case "trades" -> EnumSet.of(Tape.TRADES);
            case "quotes" -> EnumSet.of(Tape.QUOTES);
            case "both" -> EnumSet.allOf(Tape.class);
            default -> throw new ProblemException(
                    Problem.badRequest("tapes is '%s'".formatted(text), "use trades, quotes or both"));
        });
    }

    private Object build(RoutingContext request) {
        Parameters.of(request);
        Build build = body(request, Build.class);
        return service.build(new BuildRequest(build.events(), build.dailyBars(), build.minuteBars(),
                config.with(build.set().orElse(List.of())).profile(), build.dryRun().orElse(false)));
    }

    private Object list(RoutingContext request) {
        Parameters.of(request);
        return Map.of("manifests", ledger.manifests().all().stream().map(this::listed).toList());
    }

    private Object one(RoutingContext request) {
        Parameters.of(request);
        return listed(ledger.manifests().get(request.pathParam("id")));
    }

    private Object report(RoutingContext request) {
        Parameters.of(request);
        String id = ledger.manifests().get(request.pathParam("id")).manifestId();
        Path report = manifestsFolder.resolve(id).resolve("report.json");
        try {
            return Json.mapper().readTree(Files.readString(report));
        } catch (IOException e) {
            throw new UncheckedIOException("the report %s cannot be read".formatted(report), e);
        }
    }

    private Object approve(RoutingContext request) {
        Parameters.of(request);
        Approve approve = body(request, Approve.class);
        return untampered(() -> service.runs().approve(request.pathParam("id"), approve.by(),
                approve.reason().orElse("")));
    }

    private Object start(RoutingContext request) {
        Parameters.of(request);
        Start start = body(request, Start.class);
        Run run = untampered(() -> service.runs().start(start.manifestId(), tapes(start.tapes()), start.pilot()));
        request.vertx().eventBus().publish(LeaseMessages.WORK, new WorkAvailable(run.runId()));
        return run;
    }

    private Object runs(RoutingContext request) {
        Parameters.of(request);
        return Map.of("runs", ledger.runs().all());
    }

    private Object run(RoutingContext request) {
        Parameters.of(request);
        String id = request.pathParam("id");
        return ledger.runs().find(id)
                .orElseThrow(() -> LedgerException.notFound("there is no run %s here".formatted(id)));
    }

    private Listed listed(ManifestRecord manifest) {
        return new Listed(manifest.manifestId(), manifest.profile(), manifest.verdict(), manifest.inputRows(),
                manifest.selected(), manifest.rejected(), manifest.contentHash(), manifest.builtAt(),
                ledger.manifests().approvals(manifest.manifestId()));
    }

    private static <T> T untampered(Supplier<T> work) {
        try {
            return work.get();
        } catch (TamperedManifestException e) {
            throw new ProblemException(
                    new Problem(409, "changed manifest", e.getMessage(), "build the manifest again"));
        }
    }

    private static <T> T body(RoutingContext request, Class<T> type) {
        String text = request.body().asString();
        try {
            return Json.read(text == null ? "" : text, type);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(e.getMessage(), "send the JSON that the call documents"));
        }
    }
}
