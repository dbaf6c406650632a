package io.microtape.standalone.command;

import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.installation.Installation;
import picocli.CommandLine.Command;

/** {@code microtape run pause}. */
@Command(name = "pause", mixinStandardHelpOptions = true, description = "Hand out nothing more of a run; what is in flight is finished. Go on with: microtape run resume", footer = {
        "", "Example:", "  microtape run pause core_20251009_1a2b3c4d5e6f-run1"})
final class RunPauseCommand extends OneRunCommand {
    @Override
    RunStatus change(Installation there, String id) {
        return there.pause(id);
    }
}
