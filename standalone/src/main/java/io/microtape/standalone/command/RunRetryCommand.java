package io.microtape.standalone.command;

import io.microtape.manifest.run.RetriedRun;
import io.microtape.manifest.run.RunCosts.Preview;
import io.microtape.standalone.installation.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code microtape run retry}. */
@Command(name = "retry", mixinStandardHelpOptions = true, description = {
        "Ask again for what a run gave up. Its attempts stay on record, and the run goes on.",
        "The vendor key is read from MICROTAPE_VENDOR_API_KEY or POLYGON_API_KEY."}, footer = {"", "Examples:",
                "  microtape run retry core_20251009_1a2b3c4d5e6f-run1 --preview",
                "  microtape run retry core_20251009_1a2b3c4d5e6f-run1 --states FAILED,VENDOR_HOLE --wait"})
final class RunRetryCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Mixin
    private InstallationOptions options;

    @Parameters(paramLabel = "ID", description = "the run's id")
    private String runId;

    @Option(names = "--states", paramLabel = "STATES", description = "of FAILED, NOT_ENTITLED, VENDOR_HOLE (default: FAILED,NOT_ENTITLED)")
    private Optional<String> states = Optional.empty();

    @Option(names = "--preview", description = "only say how many captures that are, why they were given up, and what they will cost")
    private boolean preview;

    @Option(names = "--vendor-url", paramLabel = "URL", description = "where the vendor answers: polygon.base_url")
    private Optional<String> vendorUrl = Optional.empty();

    @Option(names = "--wait", description = "download now and end when nothing is left to ask now; a server downloads by itself and is watched")
    private boolean wait;

    RunRetryCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Installation there = options.open(RunDownload.settings(vendorUrl))) {
            Printer printer = options.printer();
            if (preview) {
                Preview asked = there.previewRetry(runId, states);
                printer.print(asked, () -> RunText.lines(asked));
                return 0;
            }
            Waiting waiting = wait ? Waiting.of(there, environment, printer) : Waiting.NONE;
            RetriedRun retried = there.retry(runId, states);
            boolean done = waiting.untilSettled(runId);
            var result = new RetriedRun(there.run(runId), retried.captures());
            printer.print(result, () -> lines(result));
            return done ? 0 : MicrotapeCommand.NOT_AS_WANTED;
        }
    }

    private List<String> lines(RetriedRun retried) {
        List<String> lines = new ArrayList<>();
        lines.add("retry     %,d captures %s".formatted(retried.captures(),
                wait ? "were asked again" : "wait to be asked again"));
        lines.addAll(RunText.lines(retried.run()));
        if (!wait && retried.captures() > 0) {
            lines.add("next      microtape serve, unless a process serves this home already");
        }
        return lines;
    }
}
