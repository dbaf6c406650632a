package io.microtape.downloader.vendor;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.tape.TapeBatch;
import java.util.Optional;

/** A market-data vendor that answers "the rows of this tape in this window" in pages. */
public interface Vendor {
    /** The vendor's name in file footers. */
    String name();

    /** Host and path that a capture is asked from, without any key. */
    String endpoint(CaptureSpec spec);

    /** The most rows of a page: one that has as many is full. */
    int pageLimit();

    /**
     * Asks once for one page and waits for the answer; to be called on a virtual thread. The batch is cleared first and
     * holds the page's rows, in the vendor's order, exactly when the outcome is a {@link PageOutcome.Page}.
     *
     * @param next where the page before said that this one is; empty for the first
     */
    PageOutcome page(CaptureSpec spec, Optional<String> next, TapeBatch into);
}
