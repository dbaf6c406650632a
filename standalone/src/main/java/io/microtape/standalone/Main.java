package io.microtape.standalone;

import io.microtape.standalone.command.MicrotapeCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** The command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Before any Vert.x class is loaded, or its own logging goes to another place than everything else's.
        System.setProperty("vertx.logger-delegate-factory-class-name",
                "io.vertx.core.logging.SLF4JLogDelegateFactory");
        ThriftyHeap.keep();
        // A figure reads the same on every machine, in messages too.
        Locale.setDefault(Locale.ROOT);
        Map<String, String> environment = System.getenv();
        System.exit(MicrotapeCommand.run(environment,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments));
    }
}
