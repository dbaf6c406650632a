package io.microtape.standalone.progress;

import java.io.IOException;
import java.util.function.IntSupplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** How wide the terminal is now; 80 columns where it does not say. */
final class Columns implements IntSupplier, AutoCloseable {
    private static final int OTHERWISE = 80;

    private final Terminal terminal;

    Columns() {
        try {
            // Without its signals, which would replace the JVM's own and with them what is done at Ctrl-C.
            this.terminal = TerminalBuilder.builder().dumb(true).nativeSignals(false).build();
        } catch (IOException e) {
            throw new IllegalStateException("a dumb terminal is always to be had", e);
        }
    }

    @Override
    public int getAsInt() {
        int columns = terminal.getWidth();
        return columns > 0 ? columns : OTHERWISE;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException _) {
            // Nothing was changed that would have to be put back.
        }
    }
}
