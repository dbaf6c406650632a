package io.microtape.manifest.http;

import io.microtape.manifest.build.Build;
import io.microtape.manifest.build.BuildDesk;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Preference;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** {@code POST /api/v1/manifests} and {@code /api/v1/builds}: builds that are asked for, and what became of them. */
final class BuildRoutes implements Routes {
    private static final String BUILDS = "/api/v1/builds";

    private final BuildDesk desk;
    private final Config config;

    BuildRoutes(BuildDesk desk, Config config) {
        this.desk = desk;
        this.config = config;
    }

    /** A page of builds. */
    private record Builds(List<BuildJson> builds, long total, OptionalLong limit, long offset,
            OptionalLong nextOffset) {}

    @Override
    public void mount(Router router) {
        router.post(ManifestRoutes.MANIFESTS).handler(this::submit);
        router.get(BUILDS).handler(request -> HttpApi.json(request, this::list));
        router.get(BUILDS + "/:id").handler(this::one);
    }

    private void submit(RoutingContext request) {
        var parameters = Parameters.of(request, "dry_run");
        BuildBody body = HttpApi.body(request, BuildBody.class);
        Build build = desk.submit(body.over(config, parameters.truth("dry_run"))).orElseThrow(() -> {
            request.response().putHeader("Retry-After", "5");
            return new ProblemException(new Problem(429, "too many builds",
                    "%d builds wait already".formatted(BuildDesk.MAX_WAITING), "ask again when one has ended"));
        });
        request.response().putHeader("Location", BUILDS + "/" + build.buildId());
        answer(request, build, 202);
    }

    private void one(RoutingContext request) {
        Parameters.of(request);
        String id = request.pathParam("id");
        answer(request, desk.find(id).orElseThrow(() -> new ProblemException(Problem.notFound(
                "there is no build %s here".formatted(id),
                "%s lists the newest %d; older ones and those before a restart are forgotten".formatted(BUILDS,
                        BuildDesk.KEPT)))),
                200);
    }

    /** Answers at once, or, for a client that prefers to wait, when the build has ended or the time is up. */
    private void answer(RoutingContext request, Build build, int unfinished) {
        OptionalInt seconds = Preference.waitSeconds(request);
        if (seconds.isEmpty() || seconds.getAsInt() == 0 || build.ended()) {
            send(request, build, unfinished);
            return;
        }
        Context context = request.vertx().getOrCreateContext();
        var timer = request.vertx().timer(seconds.getAsInt(), TimeUnit.SECONDS);
        Future<Build> ended = Future.fromCompletionStage(desk.end(build), context);
        Future.any(ended, timer).onComplete(_ -> {
            timer.cancel();
            send(request, desk.find(build.buildId()).orElse(build), unfinished);
        });
    }

    private static void send(RoutingContext request, Build build, int unfinished) {
        // A report may be long: not on the event loop.
        request.vertx().executeBlocking(() -> Json.text(BuildJson.of(build)), false)
                .onSuccess(body -> HttpApi.json(request, build.ended() ? 200 : unfinished, body))
                .onFailure(request::fail);
    }

    private Object list(RoutingContext request) {
        var parameters = Parameters.of(request, "state", "limit", "offset");
        var state = parameters.oneOf("state", BuildJson.State.class);
        List<Build> found = desk.all().stream()
                .filter(build -> state.isEmpty() || state.get() == BuildJson.state(build)).toList();
        var paging = Paging.of(parameters, BuildDesk.KEPT, BuildDesk.KEPT);
        paging.describe(request, found.size());
        return new Builds(paging.cut(found).stream().map(build -> BuildJson.of(build).withoutReport()).toList(),
                found.size(), paging.limit(), paging.offset(), paging.next(found.size()));
    }
}
