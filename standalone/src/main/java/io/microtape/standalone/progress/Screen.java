package io.microtape.standalone.progress;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person may look on: a terminal, or not.
 *
 * @param terminal what is drawn on; empty when standard error is no terminal, or one that cannot move its cursor
 * @param look     how a bar is drawn there
 */
public record Screen(Optional<PrintStream> terminal, BarLook look) {
    /** No terminal: what goes on is told in lines. */
    public static final Screen NONE = new Screen(Optional.empty(), BarLook.ASCII);

    /** Set by the launcher, which knows of standard error what Java does not: whether it is a terminal. */
    private static final String TOLD = "microtape.terminal";

    /** The screen of this process. */
    public static Screen of(Map<String, String> environment, PrintStream err) {
        String told = System.getProperty(TOLD, "");
        boolean terminal = told.isEmpty()
                ? Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                : told.equals("true");
        return of(environment, err, terminal, Charset.defaultCharset(), System.getProperty("stderr.encoding"));
    }

    static Screen of(Map<String, String> environment, PrintStream err, boolean terminal, Charset otherwise,
            String encoding) {
        String kind = environment.getOrDefault("TERM", "dumb");
        if (!terminal || kind.equals("dumb") || kind.isEmpty()) {
            return NONE;
        }
        Charset charset = encoding == null ? otherwise : Charset.forName(encoding);
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        BarLook look = !charset.equals(StandardCharsets.UTF_8)
                ? BarLook.ASCII
                : colour ? BarLook.COLOURED : BarLook.PLAIN;
        return new Screen(Optional.of(err), look);
    }

    /** Begins to tell of some work, under a short name. */
    public Progress progress(String name, PrintWriter lines) {
        return terminal.<Progress>map(out -> new BarProgress(name, look, out))
                .orElseGet(() -> new LineProgress(line -> {
                    lines.println(line);
                    lines.flush();
                }, InstantSource.system()));
    }
}
