package io.microtape.standalone.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress as a bar at the bottom of a terminal; what is written to standard error meanwhile goes above it. */
final class BarProgress implements Progress {
    private static final int REDRAW_MILLIS = 100;

    private final String name;
    private final BarLook look;
    private final Columns columns;
    private final BottomLine bottom;
    private final PrintStream before;
    private final Thread atEnd;
    private ProgressBar bar;
    private boolean closed;

    BarProgress(String name, BarLook look, PrintStream terminal) {
        this.name = name;
        this.look = look;
        this.columns = new Columns();
        this.bottom = new BottomLine(terminal, columns);
        this.before = System.err;
        System.setErr(bottom.above());
        // Ended by Ctrl-C, the shell's prompt begins on a line of its own.
        this.atEnd = Thread.ofPlatform().name("microtape-bar").unstarted(this::finish);
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    @Override
    public synchronized void at(long done, long of, String beside, Supplier<String> line) {
        if (closed) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder().setTaskName(name).setInitialMax(of).startsFrom(done, Duration.ZERO)
                    .setUpdateIntervalMillis(REDRAW_MILLIS).continuousUpdate().setRenderer(new BarLine(look))
                    .setConsumer(bottom).build();
        }
        bar.maxHint(of).stepTo(done).setExtraMessage(beside);
    }

    @Override
    public void step(int done, int of, String words) {
        at(done, of, words, () -> words);
    }

    @Override
    public synchronized void allSteps() {
        if (bar != null && !closed) {
            bar.stepTo(bar.getMax()).setExtraMessage("");
        }
    }

    @Override
    public void end(String line) {
        // The bar has it.
    }

    @Override
    public void close() {
        finish();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook has run or will find nothing to do.
        }
    }

    private synchronized void finish() {
        if (!closed) {
            closed = true;
            if (bar != null) {
                bar.close();
            }
            System.setErr(before);
            columns.close();
        }
    }
}
