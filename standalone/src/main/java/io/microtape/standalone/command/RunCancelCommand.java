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

/** {@code microtape run cancel}. */
@Command(name = "cancel", mixinStandardHelpOptions = true, description = "End a run. What was not captured is again as if nobody had asked for it; what is captured stays.", footer = {
        "", "Example:", "  microtape run cancel core_20251009_1a2b3c4d5e6f-run1"})
final class RunCancelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "the run's id")
    private String runId;

    @Override
    public Integer call() {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            Run run = workplace.ledger().runControl().cancel(runId);
            new Printer(spec, common.json()).print(run,
                    () -> RunText.lines(run, workplace.ledger().runCaptures().progress(run)));
        }
        return 0;
    }
}
