package io.microtape.downloader.vendor;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of asking for one page. Causes are sentences for people and never hold the key. {@code docs/capture.md} has
 * a table of them.
 */
public sealed interface PageOutcome {

    /** Whether the same question may be answered otherwise soon. */
    default boolean retryable() {
        return switch (this) {
            case Throttled _,Unwell _ -> true;
            case Page _,Faulty _,Refused _,NotEntitled _,KeyRejected _ -> false;
        };
    }

    /**
     * A whole page, its row count confirmed where the vendor states one.
     *
     * @param rows      rows of the page, all of them in the batch
     * @param next      where the next page is; empty when this is the last
     * @param requestId the vendor's id of the answer; empty when it gave none
     */
    record Page(int rows, Optional<String> next, String requestId) implements PageOutcome {}

    /** Too many requests: everybody slows down, and waits for as long as the vendor says if it does. */
    record Throttled(Optional<Duration> retryAfter) implements PageOutcome {}

    /**
     * The vendor or the way to it is unwell, or the answer was cut or garbled.
     *
     * @param retryAfter how long the vendor asks to wait; empty when it does not say
     */
    record Unwell(String cause, Optional<Duration> retryAfter) implements PageOutcome {
        public Unwell(String cause) {
            this(cause, Optional.empty());
        }
    }

    /** The answer contradicts the question or itself. */
    record Faulty(String cause) implements PageOutcome {}

    /** The vendor refuses this question for good. */
    record Refused(String cause) implements PageOutcome {}

    /** The plan does not include this. */
    record NotEntitled(String cause) implements PageOutcome {}

    /** The vendor does not know the key. */
    record KeyRejected(String cause) implements PageOutcome {}
}
