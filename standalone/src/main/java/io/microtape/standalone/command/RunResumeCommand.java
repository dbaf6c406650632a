package io.microtape.standalone.command;

import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.installation.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code microtape run resume}. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = {"Let a paused run go on where it was.",
        "A process that serves the home takes it up at once; without one: microtape serve."}, footer = {"", "Example:",
                "  microtape run resume core_20251009_1a2b3c4d5e6f-run1 --max-requests 20000"})
final class RunResumeCommand extends OneRunCommand {
    @Mixin
    private BudgetOptions budget;

    @Override
    RunStatus change(Installation there, String id) {
        return there.resume(id, budget.words());
    }
}
