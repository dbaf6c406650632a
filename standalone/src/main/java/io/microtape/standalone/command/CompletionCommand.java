package io.microtape.standalone.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code microtape completion}. */
@Command(name = "completion", mixinStandardHelpOptions = true, description = {
        "Print a script that completes commands and options in bash and zsh.",
        "The shell runs it at each start when the line of the example stands in ~/.bashrc or ~/.zshrc."}, footer = {"",
                "Example:", "  source <(./microtape completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash("microtape", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
