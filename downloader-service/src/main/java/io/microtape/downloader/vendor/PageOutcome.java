package io.microtape.downloader.vendor;

import java.time.Duration;
import java.util.Optional;

/** What came of asking for one page. Causes are sentences for people and never hold the key. */
public sealed interface PageOutcome {

    /**
     * A whole page, its row count confirmed where the vendor states one.
     *
     * @param rows      rows of the page, all of them in the batch
     * @param next      where the next page is; empty when this is the last
     * @param requestId the vendor's id of the answer; empty when it gave none
     */
    record Page(int rows, Optional<String> next, String requestId) implements PageOutcome {}

    /** Too many requests: everybody waits, for as long as the vendor says if it does. */
    record Throttled(Optional<Duration> retryAfter) implements PageOutcome {}

    /** The vendor or the way to it is unwell, or the answer was cut or garbled: the same question may be answered later. */
    record Unwell(String cause) implements PageOutcome {}

    /** The answer contradicts the question or itself in a way that asking again will not mend. */
    record Faulty(String cause) implements PageOutcome {}

    /** The vendor refuses this question for good. */
    record Refused(String cause) implements PageOutcome {}

    /** The plan does not include this. */
    record NotEntitled(String cause) implements PageOutcome {}

    /** The vendor does not know the key. */
    record KeyRejected(String cause) implements PageOutcome {}
}
