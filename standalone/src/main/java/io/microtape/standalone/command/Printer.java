package io.microtape.standalone.command;

import io.microtape.runtime.json.Json;
import io.microtape.runtime.markdown.Printable;
import io.microtape.standalone.progress.Progress;
import io.microtape.standalone.progress.Screen;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Prints a command's result: JSON for programs, lines for people. Nothing else goes to standard output. What a vendor or
 * another person wrote may be in a line; it never breaks one, and moves no cursor.
 */
record Printer(CommandSpec spec, boolean json) {
    void print(Object result, Supplier<List<String>> lines) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(result));
        } else {
            lines.get().forEach(line -> out.println(Printable.of(line)));
        }
        out.flush();
    }

    /** Begins to tell how some work goes on, on standard error; under a short name where it is a bar. */
    Progress progress(String name) {
        Screen screen = spec.root().userObject() instanceof MicrotapeCommand root ? root.screen() : Screen.NONE;
        return screen.progress(name, spec.commandLine().getErr());
    }

    /** Says what goes on, on standard error, so that it never mixes with the result. */
    void say(String line) {
        spec.commandLine().getErr().println(Printable.of(line));
        spec.commandLine().getErr().flush();
    }
}
