package io.microtape.standalone.command;

import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.estimate.EstimateScore;
import io.microtape.manifest.http.ManifestRoutes;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.run.Run;
import io.microtape.runtime.config.ConfigException;
import io.microtape.standalone.Services;
import io.microtape.standalone.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code microtape run start}. */
@Command(name = "start", mixinStandardHelpOptions = true, description = {
        "Queue what an approved manifest lists, or resume what is unfinished.",
        "The vendor key is read from MICROTAPE_VENDOR_API_KEY or POLYGON_API_KEY."}, footer = {"", "Example:",
                "  microtape run start --manifest core_20251009_1a2b3c4d5e6f --wait"})
final class RunStartCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--manifest", required = true, paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Option(names = "--vendor-url", paramLabel = "URL", description = "where the vendor answers: polygon.base_url")
    private Optional<String> vendorUrl = Optional.empty();

    @Option(names = "--tapes", paramLabel = "TAPES", description = "trades, quotes or both (default: the profile's)")
    private Optional<String> tapes = Optional.empty();

    @Option(names = "--pilot", arity = "0..1", fallbackValue = "200", paramLabel = "N", description = "at most N windows only, chosen from every event type and session, to learn what the rest will cost (default: ${FALLBACK-VALUE})")
    private Optional<Integer> pilot = Optional.empty();

    @Option(names = "--wait", description = "download now and end when the run does")
    private boolean wait;

    RunStartCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What the command prints as JSON. */
    record Result(Run run, Coverage coverage, Optional<EstimateScore> estimateScore) {}

    @Override
    public Integer call() throws InterruptedException {
        List<String> under = new ArrayList<>(List.of("server.port=0"));
        vendorUrl.ifPresent(url -> under.add("polygon.base_url=" + url));
        try (Workplace workplace = common.existingWorkplace(under)) {
            var printer = new Printer(spec, common.json());
            Optional<VendorKey> key = VendorKey.from(environment);
            if (wait && key.isEmpty()) {
                throw new ConfigException(
                        "there is no vendor key: set the environment variable " + VendorKey.MICROTAPE_VARIABLE);
            }
            Run run = workplace.manifests().runs().start(manifestId, ManifestRoutes.tapes(tapes), pilot);
            boolean done = !wait || download(workplace, key, printer, run);
            Run now = workplace.ledger().runs().find(run.runId()).orElseThrow();
            Coverage coverage = workplace.ledger().coverage().of(manifestId, Optional.empty());
            var result = new Result(now, coverage, workplace.manifests().estimates().score(manifestId));
            printer.print(result, () -> lines(result));
            return done ? 0 : MicrotapeCommand.NOT_AS_WANTED;
        }
    }

    /** Downloads here, or watches the process that serves this home already. */
    private static boolean download(Workplace workplace, Optional<VendorKey> key, Printer printer, Run run)
            throws InterruptedException {
        Optional<Services> services = Services.startUnlessServed(workplace, key);
        try {
            services.ifPresentOrElse(Interrupts::closeAtEnd,
                    () -> printer.say("another process serves this home and downloads"));
            return new RunWatch(workplace.ledger(), printer).untilSettled(run);
        } finally {
            services.ifPresent(Services::close);
        }
    }

    private List<String> lines(Result result) {
        Run run = result.run();
        List<String> lines = new ArrayList<>();
        lines.add("run       %s%s %s %s".formatted(run.runId(),
                run.pilot().map(windows -> " pilot of at most %d windows".formatted(windows)).orElse(""), run.state(),
                run.reason()));
        lines.addAll(CoverageText.lines(result.coverage()));
        result.estimateScore().ifPresent(score -> lines.add("score     " + EstimateText.line(score)));
        if (!wait) {
            lines.add("next      microtape serve, or microtape run start --manifest %s%s --wait".formatted(manifestId,
                    run.pilot().map(windows -> " --pilot " + windows).orElse("")));
        } else if (run.pilot().isPresent()) {
            lines.add("next      microtape manifest estimate %s".formatted(manifestId));
        }
        return lines;
    }
}
