package io.microtape.standalone.command;

import io.microtape.model.run.Run;
import io.microtape.standalone.Workplace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes one run and shows it. */
abstract class OneRunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "the run's id")
    private String runId;

    /** Does what the command is for; the run as it is now. */
    abstract Run change(Workplace workplace, String id);

    @Override
    public final Integer call() {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            Run run = change(workplace, runId);
            new Printer(spec, common.json()).print(run,
                    () -> RunText.lines(run, workplace.coverages().progress(run)));
        }
        return 0;
    }
}
