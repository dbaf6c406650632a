package io.microtape.runtime.process;

import io.microtape.runtime.Home;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.ledger.LedgerException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command that runs a service alone until it is told to end, and what its help says; {@link ServiceRun} does it. Exit codes: 2 when it could not start and says why, 70 for a defect, 143 after SIGTERM.
 */
@Command(mixinStandardHelpOptions = true)
public final class ServiceProcess implements Callable<Integer> {
    private static final int NOT_DONE = 2;
    private static final int DEFECT = 70;

    private final Function<Place, Service> starter;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

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

    private ServiceProcess(Function<Place, Service> starter, Map<String, String> environment) {
        this.starter = starter;
        this.environment = environment;
    }

    /**
     * The command that runs a service until it is told to end.
     *
     * @param name        as it is called on a command line
     * @param description what it does, for {@code --help}
     * @param starter     makes the service begin its work
     */
    public static CommandLine command(String name, String description, Function<Place, Service> starter,
            Map<String, String> environment) {
        var command = new CommandLine(new ServiceProcess(starter, environment)).setCommandName(name);
        command.getCommandSpec().usageMessage().description(description).footer("", "Example:",
                "  microtape service %s --cluster --config fleet.yaml".formatted(name));
        command.getCommandSpec().versionProvider(() -> new String[] {name + " " + Software.version()});
        command.setExecutionExceptionHandler((failure, at, _) -> explain(at, failure));
        return command;
    }

    /** Runs such a command, and ends the process with it. */
    public static void run(CommandLine command, String... arguments) {
        // Before any Vert.x class is loaded, or its own logging goes to another place than everything else's.
        System.setProperty("vertx.logger-delegate-factory-class-name",
                "io.vertx.core.logging.SLF4JLogDelegateFactory");
        Locale.setDefault(Locale.ROOT);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        port.ifPresent(number -> settings.addFirst("server.port=" + number));
        Config read = Config.load(config, Optional.empty(), settings);
        new ServiceRun(spec.name(), read, new Home(home), environment, cluster).begin(starter,
                spec.commandLine().getOut()::println);
        Interrupts.await();
        return 0;
    }

    private static int explain(CommandLine command, Exception failure) {
        String name = command.getCommandName();
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigException || failure instanceof LedgerException) {
            err.printf("%s: %s%n", name, failure.getMessage());
            return NOT_DONE;
        }
        LoggerFactory.getLogger(ServiceProcess.class).debug("{} failed", name, failure);
        err.printf("%s: this is a defect: %s%n", name, failure);
        err.printf("%s: run it again with MICROTAPE_LOG_LEVEL=DEBUG and report what it prints%n", name);
        return DEFECT;
    }
}
