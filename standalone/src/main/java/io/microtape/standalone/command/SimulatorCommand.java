package io.microtape.standalone.command;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.PreparedVertx;
import io.microtape.runtime.process.Interrupts;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.simulator.recorded.RecordedTapes;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.tape.TapeSource;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code microtape simulator}. */
@Command(name = "simulator", mixinStandardHelpOptions = true, description = {
        "Run a vendor of our own: the same HTTP surface, over recorded or made-up tapes, with faults on demand.",
        "It accepts the key in MICROTAPE_VENDOR_API_KEY, or 'simulator' when there is none."}, footer = {"", "Example:",
                "  microtape simulator --seed 7 --faults rate_limited=0.1,transient=0.2 --deny-tape quotes"})
final class SimulatorCommand implements Callable<Integer> {
    private static final String KEY_WHEN_NONE_IS_SET = "simulator";

    private final Map<String, String> environment;
    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = true)
    private Source source;

    @Option(names = "--list-faults", description = "print every fault with its kind and what happens, and end")
    private boolean listFaults;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "0 lets the system choose (default)")
    private int port;

    @Option(names = "--requests-per-second", paramLabel = "N", description = "more than these are answered with 429")
    private Optional<Integer> requestsPerSecond = Optional.empty();

    @Option(names = "--latency-ms", paramLabel = "N", defaultValue = "0", description = "how long each answer waits")
    private long latencyMillis;

    @Option(names = "--faults", paramLabel = "NAME=RATE,...", defaultValue = "", completionCandidates = FaultNames.class, description = FaultNames.DESCRIPTION)
    private String faults;

    @Option(names = "--fault-seed", paramLabel = "N", defaultValue = "1", description = "which requests go wrong")
    private long faultSeed;

    @Mixin
    private AvailabilityOptions availability;

    @Option(names = "--json", description = "print JSON for programs")
    private boolean json;

    SimulatorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Where the rows come from. */
    static final class Source {
        @Option(names = "--recorded", paramLabel = "DIR", description = "folder that holds ticks/trades and ticks/quotes")
        private Path recorded;

        @Option(names = "--seed", paramLabel = "N", description = "seed of a made-up market without end")
        private Long seed;

        TapeSource tapes() {
            return recorded != null
                    ? new RecordedTapes(recorded)
                    : new SyntheticTapes(seed, MarketCalendars.usEquities());
        }
    }

    /** What the command prints as JSON, once it serves. */
    record Serving(String url) {}

    @Override
    public Integer call() throws InterruptedException {
        if (listFaults) {
            new Printer(spec, json).print(FaultNames.catalogue(), FaultNames::lines);
            return 0;
        }
        if (source == null) {
            throw new ParameterException(spec.commandLine(),
                    "where do the rows come from? give --seed N for a made-up market, or --recorded DIR");
        }
        SimulatorSettings settings = settings();
        Vertx vertx = Vertx.vertx(PreparedVertx.options());
        Simulator simulator = Blocking.await(Simulator.start(vertx, settings, source.tapes()));
        Interrupts.closeAtEnd(vertx::close);
        var serving = new Serving(simulator.baseUrl().toString());
        new Printer(spec, json).print(serving, () -> List.of("vendor    " + serving.url()));
        Interrupts.await();
        return 0;
    }

    private SimulatorSettings settings() {
        String key = Optional.ofNullable(environment.get(VendorKey.MICROTAPE_VARIABLE)).filter(set -> !set.isBlank())
                .orElse(KEY_WHEN_NONE_IS_SET);
        try {
            SimulatorSettings base = SimulatorSettings.accepting(key).withPort(port)
                    .withLatency(Duration.ofMillis(latencyMillis)).withFaults(FaultPlan.parse(faults, faultSeed))
                    .withEntitlement(availability.entitlement()).withHoles(availability.holes());
            return requestsPerSecond.map(base::withRequestsPerSecond).orElse(base);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("the simulator cannot start: " + e.getMessage());
        }
    }
}
