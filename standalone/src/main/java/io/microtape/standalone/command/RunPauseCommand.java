package io.microtape.standalone.command;

import io.microtape.model.run.Run;
import io.microtape.standalone.Workplace;
import picocli.CommandLine.Command;

/** {@code microtape run pause}. */
@Command(name = "pause", mixinStandardHelpOptions = true, description = "Hand out nothing more of a run; what is in flight is finished. Go on with: microtape run resume", footer = {
        "", "Example:", "  microtape run pause core_20251009_1a2b3c4d5e6f-run1"})
final class RunPauseCommand extends OneRunCommand {
    @Override
    Run change(Workplace workplace, String id) {
        return workplace.ledger().runControl().pause(id);
    }
}
