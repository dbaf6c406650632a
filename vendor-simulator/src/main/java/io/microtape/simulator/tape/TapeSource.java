package io.microtape.simulator.tape;

import io.microtape.model.capture.Tape;

/**
 * Where the simulated vendor's rows come from. Safe for use by many threads; the same question always has the same
 * answer.
 */
public interface TapeSource {
    /**
     * The rows of a ticker's tape in a range, as stretches that together hold each row once. Stretches come in the given
     * order, rows inside a stretch always oldest first, and rows that share a nanosecond always share a stretch. A
     * stretch is made only when the iteration reaches it, so a range of years costs no more than what is read of it. An
     * unknown ticker has no stretch. Stretches may be empty.
     *
     * @param ticker as in the URL after decoding: any text, never to be trusted as part of a path
     */
    Iterable<TapeRows> stretches(String ticker, Tape tape, TimeRange range, Order order);
}
