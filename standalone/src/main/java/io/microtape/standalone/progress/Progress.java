package io.microtape.standalone.progress;

import java.util.function.Supplier;

/**
 * Tells whoever waits how work goes on: a bar that moves on a terminal, a line from time to time anywhere else. It ends with
 * {@link #close}; what is told after that is not shown.
 */
public interface Progress extends AutoCloseable {
    /**
     * How far the work is; often.
     *
     * @param of     all of it; 0 while that is not known
     * @param beside a few words that stand beside a bar; may be empty
     * @param line   the same as a line of its own
     */
    void at(long done, long of, String beside, Supplier<String> line);

    /** What is done now, after so many of a few steps. */
    void step(int done, int of, String words);

    /** The last word on the work, where no bar has said it. */
    void end(String line);

    /** All steps are done. */
    void allSteps();

    @Override
    void close();
}
