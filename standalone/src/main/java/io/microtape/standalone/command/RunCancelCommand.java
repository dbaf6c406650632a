package io.microtape.standalone.command;

import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.installation.Installation;
import picocli.CommandLine.Command;

/** {@code microtape run cancel}. */
@Command(name = "cancel", mixinStandardHelpOptions = true, description = "End a run. What was not captured is again as if nobody had asked for it; what is captured stays.", footer = {
        "", "Example:", "  microtape run cancel core_20251009_1a2b3c4d5e6f-run1"})
final class RunCancelCommand extends OneRunCommand {
    @Override
    RunStatus change(Installation there, String id) {
        return there.cancel(id);
    }
}
