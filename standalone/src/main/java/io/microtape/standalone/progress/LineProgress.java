package io.microtape.standalone.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Progress in lines: each step, and at most every two seconds how far it is. */
final class LineProgress implements Progress {
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final Consumer<String> lines;
    private final InstantSource clock;
    private Instant next;
    private boolean closed;

    LineProgress(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
        this.next = clock.instant();
    }

    @Override
    public synchronized void at(long done, long of, String beside, Supplier<String> line) {
        if (!closed && !clock.instant().isBefore(next)) {
            next = clock.instant().plus(BETWEEN);
            lines.accept(line.get());
        }
    }

    @Override
    public synchronized void step(int done, int of, String words) {
        end(words);
    }

    @Override
    public synchronized void end(String line) {
        if (!closed) {
            lines.accept(line);
        }
    }

    @Override
    public void allSteps() {
        // The result says so.
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
