package io.microtape.downloader.preflight;

import io.microtape.model.capture.Tape;

/**
 * What a manifest needs of one tape.
 *
 * @param symbol one of its symbols
 * @param oldest its oldest event, epoch nanoseconds
 * @param newest its newest event, epoch nanoseconds
 */
public record TapeNeed(Tape tape, String symbol, long oldest, long newest) {
    public TapeNeed {
        if (oldest > newest) {
            throw new IllegalArgumentException(
                    "the oldest event lies after the newest: %d, %d".formatted(oldest, newest));
        }
    }
}
