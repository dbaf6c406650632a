package io.microtape.runtime.process;

import io.microtape.runtime.Home;
import io.microtape.runtime.cluster.Cluster;
import io.microtape.runtime.cluster.ClusterSettings;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.health.HealthRoutes;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.tracing.Tracing;
import io.microtape.runtime.tracing.TracingSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A service from its start to its end: joins the cluster, begins the work, answers HTTP, and ends all of it in order. */
final class ServiceRun {
    /** On a busy machine others take their time to answer who joins. */
    private static final long JOIN_SECONDS = 120;
    /** More than any service takes. */
    private static final long STOP_SECONDS = 2 * 3_600;

    private final String name;
    private final Config config;
    private final Home home;
    private final Map<String, String> environment;
    private final boolean cluster;

    /** @param name what the service is called, for those who collect traces */
    ServiceRun(String name, Config config, Home home, Map<String, String> environment, boolean cluster) {
        this.name = name;
        this.config = config;
        this.home = home;
        this.environment = environment;
        this.cluster = cluster;
    }

    /**
     * Begins; what was begun ends with the process.
     *
     * @param say is told where it answers, once it does
     * @throws ConfigException when a setting cannot be honoured
     * @throws LedgerException when the ledger cannot be opened
     */
    void begin(Function<Place, Service> starter, Consumer<String> say) {
        var server = config.block("server", ServerSettings.class);
        AccessTokens tokens = AccessTokens.from(environment);
        Tracing tracing = Tracing.of(config.block("tracing", TracingSettings.class), name, Place.nameOfThis());
        Vertx vertx = PreparedVertx.prepare(Blocking.await(vertx(tracing), JOIN_SECONDS));
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try {
            Service service = starter.apply(new Place(config, home, environment, vertx, cluster, registry, tracing));
            var health = new HealthRoutes(registry, service.checks());
            List<Routes> routes = new ArrayList<>(service.routes());
            routes.add(health);
            HttpApi api = Blocking.await(HttpApi.start(vertx, server, tokens, routes));
            Blocking.await(HttpApi.startManagement(vertx, server, List.of(health)));
            endInOrder(vertx, service, api, tracing);
            say.accept("answers at " + api.url());
        } catch (RuntimeException | Error e) {
            // The threads of what was started would keep a process alive that does nothing.
            Blocking.end("the bus", vertx.close());
            throw e;
        }
    }

    private Future<Vertx> vertx(Tracing tracing) {
        VertxOptions options = PreparedVertx.options();
        var joining = config.block("cluster", ClusterSettings.class);
        return cluster
                ? Cluster.join(joining, options, tracing)
                : Future.succeededFuture(tracing.into(Vertx.builder().with(options)).build());
    }

    private static void endInOrder(Vertx vertx, Service service, HttpApi api, Tracing tracing) {
        Interrupts.closeAtEnd(() -> {
            Blocking.end("the work", service.stop(), STOP_SECONDS);
            Blocking.end("the HTTP server", api.stop());
            Blocking.end("the bus", vertx.close());
            service.close();
            tracing.close();
        });
    }
}
