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

/** {@code microtape run pause}. */
@Command(name = "pause", mixinStandardHelpOptions = true, description = "Hand out nothing more of a run; what is in flight is finished. Go on with: microtape run resume", footer = {
        "", "Example:", "  microtape run pause core_20251009_1a2b3c4d5e6f-run1"})
final class RunPauseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "the run's id")
    private String runId;

    @Override
    public Integer call() {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            Run run = workplace.ledger().runControl().pause(runId);
            new Printer(spec, common.json()).print(run,
                    () -> RunText.lines(run, workplace.ledger().runCaptures().progress(run)));
        }
        return 0;
    }
}
