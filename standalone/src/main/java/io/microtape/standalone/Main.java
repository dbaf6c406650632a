package io.microtape.standalone;

import io.microtape.standalone.command.MicrotapeCommand;
import io.microtape.standalone.progress.Screen;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** The command line. */
public final class Main {
    private Main() {}

    /** Standard error as it is at the time of each line: while a bar is drawn, what is said goes above it. */
    private static final class ErrorStream extends OutputStream {
        @Override
        public void write(int value) {
            System.err.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            System.err.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            System.err.flush();
        }
    }

    public static void main(String[] arguments) {
        // Before any Vert.x class is loaded, or its own logging goes to another place than everything else's.
        System.setProperty("vertx.logger-delegate-factory-class-name",
                "io.vertx.core.logging.SLF4JLogDelegateFactory");
        // Beside the command: a short one is over before it matters.
        Thread.ofPlatform().daemon().start(ThriftyHeap::keep);
        // A figure reads the same on every machine, in messages too.
        Locale.setDefault(Locale.ROOT);
        Map<String, String> environment = System.getenv();
        System.exit(MicrotapeCommand.run(environment,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(new ErrorStream(), true, StandardCharsets.UTF_8),
                Screen.of(environment, System.err), arguments));
    }
}
