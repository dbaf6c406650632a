package io.microtape.standalone.command;

import io.microtape.model.run.Run;
import io.microtape.model.coverage.Progress;
import io.microtape.standalone.Workplace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code microtape run status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Where a run stands: what it is about, what it has used up, and how far it is. Without an id, all runs, newest first.", footer = {
        "", "Example:", "  microtape run status core_20251009_1a2b3c4d5e6f-run1"})
final class RunStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "the run's id")
    private Optional<String> runId = Optional.empty();

    /** A run as the command prints it as JSON. */
    record Status(Run run, Progress progress) {}

    @Override
    public Integer call() {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            var printer = new Printer(spec, common.json());
            if (runId.isPresent()) {
                Status status = status(workplace, workplace.ledger().runs().get(runId.get()));
                printer.print(status, () -> RunText.lines(status.run(), status.progress()));
            } else {
                List<Status> all = workplace.ledger().runs().all().stream().map(run -> status(workplace, run)).toList();
                printer.print(all, () -> all.isEmpty()
                        ? List.of("no run yet; start one with: microtape run start --manifest ID")
                        : all.stream().map(status -> RunText.line(status.run()) + progress(status.progress()))
                                .toList());
            }
        }
        return 0;
    }

    private static Status status(Workplace workplace, Run run) {
        return new Status(run, workplace.coverages().progress(run));
    }

    private static String progress(Progress progress) {
        return ", %,d of %,d captures answered".formatted(progress.answered(), progress.captures());
    }
}
