package io.microtape.standalone.command;

import io.microtape.manifest.estimate.EstimateScore;
import io.microtape.manifest.run.BudgetWords;
import io.microtape.manifest.run.RunRequest;
import io.microtape.manifest.run.RunStart;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunState;
import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.installation.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code microtape run start}. */
@Command(name = "start", mixinStandardHelpOptions = true, description = {
        "Queue what an approved manifest lists, or resume the unfinished run of the same tapes, waves, limit and pilot.",
        "The vendor key is read from MICROTAPE_VENDOR_API_KEY or POLYGON_API_KEY."}, footer = {"", "Examples:",
                "  microtape run start --manifest core_20251009_1a2b3c4d5e6f --wait",
                "  microtape run start --manifest core_20251009_1a2b3c4d5e6f --waves PM,AH --tapes trades --max-requests 5000"})
final class RunStartCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Mixin
    private InstallationOptions options;
    @Mixin
    private BudgetOptions budget;

    @Option(names = "--manifest", required = true, paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Option(names = "--vendor-url", paramLabel = "URL", description = "where the vendor answers: polygon.base_url")
    private Optional<String> vendorUrl = Optional.empty();

    @Option(names = "--tapes", paramLabel = "TAPES", description = "trades, quotes or both (default: the profile's)")
    private Optional<String> tapes = Optional.empty();

    @Option(names = "--waves", paramLabel = "WAVES", defaultValue = "all", description = "sessions to take, such as PM,AH; or all (default)")
    private String waves;

    @Option(names = "--limit", paramLabel = "N", description = "the first N windows of the run's order only")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--pilot", arity = "0..1", fallbackValue = "200", paramLabel = "N", description = "at most N windows only, chosen from every event type and session, to learn what the rest will cost (default: ${FALLBACK-VALUE})")
    private Optional<Integer> pilot = Optional.empty();

    @Option(names = "--order", paramLabel = "ORDER", description = "${COMPLETION-CANDIDATES} (default: that of the run that is resumed, else runs.order)")
    private Optional<RunOrder> order = Optional.empty();

    @Option(names = "--wait", description = "download now and end when nothing is left to ask now; a server downloads by itself and is watched")
    private boolean wait;

    @Option(names = "--no-preflight", description = "with --wait: do not ask first whether the key has what the manifest needs")
    private boolean noPreflight;

    RunStartCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What the command prints as JSON. */
    record Result(RunStatus run, Coverage coverage, Optional<EstimateScore> estimateScore) {}

    @Override
    public Integer call() throws InterruptedException {
        try (Installation there = options.open(RunDownload.settings(vendorUrl))) {
            Printer printer = options.printer();
            Waiting waiting = wait ? Waiting.of(there, environment, printer) : Waiting.NONE;
            if (!noPreflight && !waiting.mayBegin(manifestId, tapes.map(RunRequest::tapes))) {
                return MicrotapeCommand.NOT_AS_WANTED;
            }
            RunStatus run = there.start(asked());
            boolean done = waiting.untilSettled(run.run().runId());
            var result = new Result(there.run(run.run().runId()), there.coverage(CoverageAsk.of(manifestId)),
                    there.estimateScore(manifestId));
            printer.print(result, () -> lines(result));
            return done ? 0 : MicrotapeCommand.NOT_AS_WANTED;
        }
    }

    private RunStart asked() {
        BudgetWords most = budget.words();
        return new RunStart(manifestId, tapes, Optional.of(waves), limit, pilot, order, most.maxRequests(),
                most.maxGb(), most.maxHours());
    }

    private List<String> lines(Result result) {
        Run run = result.run().run();
        List<String> lines = new ArrayList<>();
        lines.add(RunText.line(run));
        lines.addAll(CoverageText.lines(result.coverage()));
        result.estimateScore().ifPresent(score -> lines.add("score     " + EstimateText.line(score)));
        if (!wait && run.state() != RunState.FINISHED) {
            lines.add(
                    "next      microtape serve, or microtape run start --manifest %s%s%s --wait%s".formatted(manifestId,
                            RunText.options(run.scope()), tapes.map(words -> " --tapes " + words).orElse(""),
                            options.same()));
        } else if (run.scope().pilot().isPresent()) {
            lines.add("next      microtape manifest estimate %s%s".formatted(manifestId, options.same()));
        }
        return lines;
    }
}
