package io.microtape.runtime.process;

import io.microtape.runtime.Home;
import io.microtape.runtime.Software;
import io.microtape.runtime.bus.BusCodecs;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The main of a service that runs alone: reads options and settings, joins the cluster, starts the service and answers HTTP,
 * until it is told to end. Exit codes: 2 when it could not start and says why, 70 for a defect, 143 after SIGTERM.
 */
@Command(mixinStandardHelpOptions = true)
public final class ServiceProcess implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    private static final int NOT_DONE = 2;
    private static final int DEFECT = 70;
    /** Ends soon enough before Kubernetes loses patience, which the deployment says is 45 s. */
    private static final long STOP_SECONDS = 35;

    private final String name;
    private final Function<Place, Service> starter;
    private final Map<String, String> environment;

    @Option(names = "--home", paramLabel = "DIR", defaultValue = "microtape-home", description = "folder of the manifests, and of ledger and lake where no server and no bucket holds them (default: ${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file of what differs from the defaults")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting over all others; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", description = "port of HTTP: server.port")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--cluster", description = "join the other processes, as the cluster block of the settings says; without it this one is alone on its bus")
    private boolean cluster;

    private ServiceProcess(String name, Function<Place, Service> starter, Map<String, String> environment) {
        this.name = name;
        this.starter = starter;
        this.environment = environment;
    }

    /**
     * Runs a service and ends the process.
     *
     * @param name        as it is called on a command line
     * @param description what it does, for {@code --help}
     */
    public static void run(String name, String description, Function<Place, Service> starter, String... arguments) {
        // Before any Vert.x class is loaded, or its own logging goes to another place than everything else's.
        System.setProperty("vertx.logger-delegate-factory-class-name",
                "io.vertx.core.logging.SLF4JLogDelegateFactory");
        Locale.setDefault(Locale.ROOT);
        var command = new CommandLine(new ServiceProcess(name, starter, System.getenv())).setCommandName(name);
        command.getCommandSpec().usageMessage().description(description);
        command.getCommandSpec().versionProvider(() -> new String[] {name + " " + Software.version()});
        command.setExecutionExceptionHandler((failure, _, _) -> explain(name, failure));
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        port.ifPresent(number -> settings.addFirst("server.port=" + number));
        Config read = Config.load(config, Optional.empty(), settings);
        var server = read.block("server", ServerSettings.class);
        AccessTokens tokens = AccessTokens.from(environment);
        Tracing tracing = Tracing.of(read.block("tracing", TracingSettings.class), name, Place.nameOfThis());
        Vertx vertx = Blocking.await(vertx(read, tracing));
        vertx.exceptionHandler(e -> LOG.info("nobody caught {}", e.toString(), e));
        BusCodecs.register(vertx);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Service service = null;
        try {
            service = starter.apply(new Place(read, new Home(home), environment, vertx, cluster, registry, tracing));
            var health = new HealthRoutes(registry, service.checks());
            List<Routes> routes = new ArrayList<>(service.routes());
            routes.add(health);
            HttpApi api = Blocking.await(HttpApi.start(vertx, server, tokens, routes));
            Blocking.await(HttpApi.startManagement(vertx, server, List.of(health)));
            endInOrder(vertx, service, api, tracing);
            System.out.println("answers at " + api.url());
        } catch (RuntimeException | Error e) {
            // The threads of what was started would keep a process alive that does nothing.
            Blocking.end("the bus", vertx.close());
            throw e;
        }
        Interrupts.await();
        return 0;
    }

    private Future<Vertx> vertx(Config read, Tracing tracing) {
        var options = new VertxOptions();
        var joining = read.block("cluster", ClusterSettings.class);
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

    private static int explain(String name, Exception failure) {
        if (failure instanceof ConfigException || failure instanceof LedgerException) {
            System.err.printf("%s: %s%n", name, failure.getMessage());
            return NOT_DONE;
        }
        LOG.debug("{} failed", name, failure);
        System.err.printf("%s: this is a defect: %s%n", name, failure);
        System.err.printf("%s: run it again with MICROTAPE_LOG_LEVEL=DEBUG and report what it prints%n", name);
        return DEFECT;
    }
}
