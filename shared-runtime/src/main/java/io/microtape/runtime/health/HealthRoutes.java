package io.microtape.runtime.health;

import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.json.Json;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a process is, for whoever runs it: {@code /health/live} answers while the event loop turns, {@code /health/ready}
 * runs every check and answers 503 unless all pass, {@code /metrics} is Prometheus text. A check that hangs is not ready,
 * and is not started a second time until its first run ends.
 */
public final class HealthRoutes implements Routes {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final List<RunningCheck> checks;

    public HealthRoutes(PrometheusMeterRegistry registry, List<ReadyCheck> checks) {
        this(registry, checks, PATIENCE);
    }

    HealthRoutes(PrometheusMeterRegistry registry, List<ReadyCheck> checks, Duration patience) {
        this.registry = registry;
        this.checks = checks.stream().map(check -> new RunningCheck(check, patience)).toList();
    }

    private record Live(boolean live) {}

    private record Ready(boolean ready, List<RunningCheck.Answer> checks) {}

    @Override
    public void mount(Router router) {
        router.get("/health/live").handler(request -> {
            Parameters.of(request);
            answer(request, 200, new Live(true));
        });
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
    }

    @Override
    public Optional<String> openApi() {
        return Optional.of("openapi.yaml");
    }

    private void ready(RoutingContext request) {
        Parameters.of(request);
        List<Future<RunningCheck.Answer>> asked = checks.stream().map(check -> check.ask(request.vertx())).toList();
        Future.all(asked).onSuccess(_ -> {
            List<RunningCheck.Answer> answers = asked.stream().map(Future::result).toList();
            boolean ready = answers.stream().allMatch(RunningCheck.Answer::ready);
            answer(request, ready ? 200 : 503, new Ready(ready, answers));
        }).onFailure(request::fail);
    }

    private void metrics(RoutingContext request) {
        Parameters.of(request);
        // Gauges may ask slow things, and the text may be long: not on the event loop.
        request.vertx().executeBlocking(() -> registry.scrape(PROMETHEUS_TEXT), false)
                .onSuccess(text -> request.response().putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT).end(text))
                .onFailure(request::fail);
    }

    private static void answer(RoutingContext request, int status, Object body) {
        request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Json.text(body));
    }
}
