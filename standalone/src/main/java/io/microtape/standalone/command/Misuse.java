package io.microtape.standalone.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, what may have been meant, and where the options are: not all of them at once. */
final class Misuse implements IParameterExceptionHandler {
    private static final String NO_SUBCOMMAND = "Missing required subcommand";

    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        PrintWriter err = command.getErr();
        if (NO_SUBCOMMAND.equals(misuse.getMessage())) {
            command.usage(err);
        } else {
            err.println("microtape: " + words(misuse));
            err.println("microtape: for all options: %s --help".formatted(command.getCommandSpec().qualifiedName()));
        }
        return MicrotapeCommand.NOT_DONE;
    }

    private static String words(ParameterException misuse) {
        if (misuse instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().getFirst(), unmatched);
        }
        String message = misuse.getMessage();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String unmatched(String word, UnmatchedArgumentException unmatched) {
        boolean command = !unmatched.getCommandLine().getSubcommands().isEmpty();
        String what = word.startsWith("-") ? "option" : command ? "command" : "argument";
        List<String> meant = unmatched.getSuggestions();
        return "there is no %s '%s' here%s".formatted(what, word,
                meant.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(" or ", meant)));
    }
}
