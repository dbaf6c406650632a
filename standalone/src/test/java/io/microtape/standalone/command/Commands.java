package io.microtape.standalone.command;

import io.microtape.standalone.progress.Screen;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The program's commands, as its help shows them. */
final class Commands {
    private Commands() {}

    static CommandLine root() {
        return MicrotapeCommand.commands(Map.of(), Screen.NONE);
    }

    /** The root and everything below it, in the order of the help. */
    static List<CommandLine> all() {
        return below(root()).toList();
    }

    static boolean isGroup(CommandLine command) {
        return !command.getSubcommands().isEmpty();
    }

    /** The lines of its help that show how it is used, as they would be typed. */
    static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith("  ")).map(String::strip).toList();
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(Commands::below));
    }
}
