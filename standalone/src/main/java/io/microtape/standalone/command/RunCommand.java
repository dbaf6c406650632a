package io.microtape.standalone.command;

import picocli.CommandLine.Command;

/** Groups what is done with runs. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Download what an approved manifest lists.", subcommands = {
        RunStatusCommand.class, RunPauseCommand.class, RunResumeCommand.class, RunCancelCommand.class})
final class RunCommand {}
