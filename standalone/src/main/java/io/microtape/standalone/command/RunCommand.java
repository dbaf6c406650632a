package io.microtape.standalone.command;

import picocli.CommandLine.Command;

/** Groups what is done with runs. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Download what an approved manifest lists.", footer = {
        "", "Example:",
        "  microtape run start --manifest core_20251009_1a2b3c4d5e6f --pilot 200 --wait"}, subcommands = {
                RunStartCommand.class, RunStatusCommand.class, RunPauseCommand.class, RunResumeCommand.class,
                RunCancelCommand.class, RunRetryCommand.class})
final class RunCommand {}
