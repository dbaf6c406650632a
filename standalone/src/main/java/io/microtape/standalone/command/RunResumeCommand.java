package io.microtape.standalone.command;

import io.microtape.model.run.Run;
import io.microtape.standalone.Workplace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code microtape run resume}. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = {"Let a paused run go on where it was.",
        "A process that serves the home takes it up at once; without one: microtape serve."}, footer = {"", "Example:",
                "  microtape run resume core_20251009_1a2b3c4d5e6f-run1 --max-requests 20000"})
final class RunResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;
    @Mixin
    private BudgetOptions budget;

    @Parameters(paramLabel = "ID", description = "the run's id")
    private String runId;

    @Override
    public Integer call() {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            Run run = workplace.ledger().runControl().resume(runId, budget.change());
            new Printer(spec, common.json()).print(run,
                    () -> RunText.lines(run, workplace.ledger().runCaptures().progress(run)));
        }
        return 0;
    }
}
