package io.microtape.simulator.fault;

import io.microtape.simulator.rewrite.Rewrite;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a fault does to the answer of one request. */
public sealed interface Effect {
    /**
     * Something else is answered; the request never reaches the tapes.
     *
     * @param retryDate how far ahead a {@code Retry-After} in the form of a date lies; empty for none
     */
    record Answered(When when, int status, String contentType, String body, Map<String, String> headers,
            Optional<Duration> retryDate) implements Effect {}

    /** Another page of the tape is read than the one asked for. */
    record Reread(Reading reading) implements Effect {}

    /** The right page is changed before it is written. */
    record Rewritten(Rewrite rewrite) implements Effect {}

    /** The right answer is damaged after it was compressed, and sent whole; only for those who asked for gzip. */
    record Damaged(GzipDamage damage) implements Effect {}

    /** The right answer is sent in another way, or not to its end. */
    record Sent(Delivery delivery) implements Effect {}

    /** Which requests something else is answered to. */
    enum When {
        ALWAYS,
        /** Requests with a cursor: every page but the first. */
        LATER_PAGE,
        /** Only when the target was never asked before. */
        FIRST_TIME
    }

    /** Which page is read instead of the right one. */
    enum Reading {
        SHORT, EMPTY, TOO_MANY, REPEATED, OTHER_TICKER, LOOP_OF_TWO, BACK_IN_TIME
    }

    /** What becomes of compressed bytes. */
    enum GzipDamage {
        HALF, NO_TRAILER, WRONG_TRAILER, GARBAGE_AFTER
    }

    /** How an answer goes over the wire. */
    enum Delivery {
        CUT, ABORTED, CLOSED_BEFORE, CLOSED_IN_HEADERS, CLOSED_AFTER_HEADERS, SILENT, STALLED, DRIPPED, OVERSIZED
    }
}
