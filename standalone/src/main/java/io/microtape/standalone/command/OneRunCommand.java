package io.microtape.standalone.command;

import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.installation.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that changes one run and shows it. */
abstract class OneRunCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Parameters(paramLabel = "ID", description = "the run's id")
    private String runId;

    /** Does what the command is for; the run as it is now. */
    abstract RunStatus change(Installation there, String id);

    @Override
    public final Integer call() {
        try (Installation there = options.open()) {
            RunStatus run = change(there, runId);
            options.printer().print(run, () -> RunText.lines(run));
        }
        return 0;
    }
}
