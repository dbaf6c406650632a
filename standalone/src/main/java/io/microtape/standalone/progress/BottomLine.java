package io.microtape.standalone.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The line at the bottom of a terminal: drawn over and over, and out of the way of what is written above it. The library's own
 * consumer would have Ctrl-C end the process at once, without giving back what is being captured.
 */
final class BottomLine implements ProgressBarConsumer {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream terminal;
    private final IntSupplier columns;
    private String drawn = "";
    private boolean cleared = true;

    BottomLine(PrintStream terminal, IntSupplier columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    /** One less than there are: a character in the last column wraps the line on some terminals. */
    @Override
    public int getMaxRenderedLength() {
        return columns.getAsInt() - 1;
    }

    @Override
    public void accept(String line) {
        synchronized (terminal) {
            if (cleared || !line.equals(drawn)) {
                terminal.print(CLEAR + line);
                terminal.flush();
                drawn = line;
                cleared = false;
            }
        }
    }

    @Override
    public void clear() {
        synchronized (terminal) {
            if (!cleared) {
                terminal.print(CLEAR);
                cleared = true;
            }
        }
    }

    @Override
    public void close() {
        synchronized (terminal) {
            if (!cleared) {
                terminal.println();
                terminal.flush();
                cleared = true;
            }
        }
    }

    /** A stream whose lines come to stand above this one. */
    PrintStream above() {
        return new PrintStream(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                synchronized (terminal) {
                    clear();
                    terminal.write(bytes, offset, length);
                    terminal.flush();
                }
            }
        }, true, StandardCharsets.UTF_8);
    }
}
