package io.microtape.standalone.command;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.PreparedVertx;
import io.microtape.runtime.process.Interrupts;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuildPhase;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.run.RunRequest;
import io.microtape.manifest.verify.LakeVerifier.Verification;
import io.microtape.manifest.verify.Part;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.run.Run;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.simulator.recorded.RecordedTapes;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.universe.Dirt;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.microtape.runtime.Home;
import io.microtape.standalone.Services;
import io.microtape.standalone.Workplace;
import io.microtape.standalone.installation.HomeInstallation;
import io.vertx.core.Vertx;
import io.microtape.standalone.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code microtape demo}: the whole way, from events to proven Parquet files, with nothing from outside. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
        "Run the whole way in one process: a simulated vendor, the three services, a manifest built and "
                + "approved, its tapes captured and verified.",
        "Started again over the same home it goes on where it was and asks for nothing twice."}, footer = {"",
                "Examples:", "  microtape demo --stay --port 8080",
                "  microtape demo --recorded DIR --set micro_download.quotes.downsample.by_change_only=true"})
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 7;
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 2, 5);
    private static final LocalDate LAST_DAY = LocalDate.of(2024, 3, 8);
    private static final int SYMBOLS = 24;

    private final Map<String, String> environment;
    @Spec
    private CommandSpec spec;

    @Option(names = "--recorded", paramLabel = "DIR", description = "folder with ticks/trades, ticks/quotes and events_recorded, instead of a made-up market")
    private Optional<Path> recorded = Optional.empty();

    @Option(names = "--home", paramLabel = "DIR", defaultValue = "microtape-demo", description = "folder of ledger, manifests and lake (default: ${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file of what differs from the defaults")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting over all others; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "port of REST and dashboard; 0 lets the system choose (default)")
    private int port;

    @Option(names = "--faults", paramLabel = "NAME=RATE,...", defaultValue = "", completionCandidates = FaultNames.class, description = FaultNames.DESCRIPTION)
    private String faults;

    @Option(names = "--json", description = "print JSON for programs")
    private boolean json;

    @Option(names = "--stay", description = "keep serving the dashboard until told to end")
    private boolean stay;

    DemoCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What the command prints as JSON. */
    record Result(BuiltManifest manifest, Run run, Coverage coverage, Verification verification, String lake,
            long vendorRequests, String reader, String dashboard) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var printer = new Printer(spec, json);
        Vertx vertx = Vertx.vertx(PreparedVertx.options());
        try {
            Input input = recorded.map(Input::recorded).orElseGet(this::synthetic);
            String secret = "demo-" + UUID.randomUUID();
            Simulator simulator = Blocking.await(Simulator.start(vertx,
                    SimulatorSettings.accepting(secret).withFaults(faultPlan()),
                    input.tapes()));
            printer.say("vendor    %s, simulated".formatted(simulator.baseUrl()));
            try (Workplace workplace = new Workplace(new Home(home),
                    Config.load(config, Optional.empty(), all(simulator.baseUrl().toString())));
                    Services services = Services.start(workplace, Optional.of(new VendorKey(secret)),
                            AccessTokens.from(environment))) {
                return run(printer, workplace, services, simulator, input);
            }
        } finally {
            Blocking.await(vertx.close());
        }
    }

    private int run(Printer printer, Workplace workplace, Services services, Simulator simulator, Input input)
            throws IOException, InterruptedException {
        Interrupts.closeAtEnd(services);
        printer.say("dashboard " + services.url());
        BuiltManifest manifest;
        try (Progress progress = printer.progress("build")) {
            manifest = workplace.manifests().build(new BuildRequest(input.events(),
                    Optional.of(input.dailyBars().toString()), Optional.empty(), workplace.config().profile(), false),
                    phase -> progress.step(phase.place(), BuildPhase.values().length, phase.words()));
            progress.allSteps();
        }
        if (workplace.ledger().manifests().approvals(manifest.manifestId()).isEmpty()) {
            workplace.manifests().runs().approve(manifest.manifestId(), "demo", "a demonstration on a small universe");
        }
        Run started = workplace.manifests().runs().start(manifest.manifestId(), RunRequest.WHOLE);
        boolean settled = new RunWatch(new HomeInstallation(workplace), printer).untilSettled(started.runId());
        Verification verification;
        try (Progress progress = printer.progress("verify")) {
            verification = workplace.verifier().verify(Part.WHOLE, VerifyCommand.watch(progress));
        }
        var result = new Result(manifest, workplace.ledger().runs().find(started.runId()).orElseThrow(),
                workplace.coverages().of(CoverageAsk.of(manifest.manifestId(), CoverageKey.SESSION)),
                verification, workplace.lake().name(), simulator.requests().total(),
                "duckdb -c \"select symbol, count(*) from read_parquet('%s/event_windows/*/*_trades.parquet') group by all\""
                        .formatted(workplace.lake().name()),
                services.url().toString());
        printer.print(result, () -> lines(result));
        if (stay) {
            Interrupts.await();
        }
        return settled && verification.agrees() ? 0 : MicrotapeCommand.NOT_AS_WANTED;
    }

    private List<String> lines(Result result) {
        List<String> lines = new ArrayList<>(ManifestText.lines(result.manifest(), true));
        lines.addAll(CoverageText.lines(result.coverage()));
        lines.addAll(VerifyCommand.lines(result.verification()));
        lines.add("requests  %,d to the vendor".formatted(result.vendorRequests()));
        lines.add("files     " + result.lake());
        lines.add("read      " + result.reader());
        lines.add(stay ? "dashboard " + result.dashboard() : "dashboard start again with --stay to look at it");
        return lines;
    }

    /** The demo's own settings, under those of the user. */
    private List<String> all(String vendorUrl) {
        List<String> all = new ArrayList<>(List.of("profiles.active_profile=demo", "polygon.base_url=" + vendorUrl,
                "polygon.requests_per_second=100", "empty.recheck_after=0s", "server.port=" + port));
        all.addAll(settings);
        return all;
    }

    private FaultPlan faultPlan() {
        try {
            return FaultPlan.parse(faults, SEED);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--faults: " + e.getMessage());
        }
    }

    /** What the demo works on. */
    private record Input(TapeSource tapes, String events, Path dailyBars) {
        static Input recorded(Path folder) {
            Path events = folder.resolve("events_recorded");
            return new Input(new RecordedTapes(folder), events.resolve("events_*.parquet").toString(),
                    events.resolve("daily_bars.parquet"));
        }
    }

    private Input synthetic() {
        var calendar = MarketCalendars.usEquities();
        Path universe = new Home(home).universe();
        try {
            if (!Files.exists(universe)) {
                // Written beside and renamed, so that a demo that is cut off here does not leave half a universe.
                Files.createDirectories(universe.getParent());
                Path unfinished = Files.createTempDirectory(universe.getParent(), ".universe");
                new SyntheticUniverse(SEED, calendar).write(unfinished,
                        UniverseSettings.of(SYMBOLS, FIRST_DAY, LAST_DAY).withDirt(Dirt.SOME));
                Files.move(unfinished, universe);
            }
        } catch (IOException e) {
            throw new ConfigException(
                    "the demo's events cannot be written to %s: %s".formatted(universe, e.getMessage()));
        }
        return new Input(new SyntheticTapes(SEED, calendar), universe.resolve("events").toString(),
                universe.resolve("daily_bars.parquet"));
    }
}
