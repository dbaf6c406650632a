package io.microtape.downloader.capture;

import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.tape.TapeBatch;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the pages of one capture against the question and against each other: every row inside the window, time never
 * going back, no address twice, an end within the page cap. A page that fails is a fault of the vendor, never an end.
 */
final class PageGuard {
    private final CaptureSpec spec;
    private final int maxPages;
    private final Set<String> addresses = new HashSet<>();
    private long last = Long.MIN_VALUE;
    private int pages;

    PageGuard(CaptureSpec spec, int maxPages) {
        this.spec = spec;
        this.maxPages = maxPages;
    }

    int pages() {
        return pages;
    }

    /** Takes the next page; what is wrong with it, or empty when it is sound and now counts. */
    Optional<String> check(Page page, TapeBatch rows) {
        if (page.rows() != rows.rows()) {
            return Optional.of("page %d has %d rows, of which %d arrived here".formatted(pages + 1, page.rows(),
                    rows.rows()));
        }
        long before = last;
        for (int row = 0; row < rows.rows(); row++) {
            long at = rows.sipTimestamp(row);
            if (at < spec.windowFrom() || at >= spec.windowTo()) {
                return Optional.of("row %d of page %d lies outside the window".formatted(row, pages + 1));
            }
            if (at < before) {
                return Optional.of("row %d of page %d goes back in time".formatted(row, pages + 1));
            }
            before = at;
        }
        if (page.next().isPresent() && !addresses.add(page.next().get())) {
            return Optional.of("page %d leads back to a page that was read before".formatted(pages + 1));
        }
        if (page.next().isPresent() && pages + 1 >= maxPages) {
            return Optional.of("it has more than %d pages, polygon.max_pages".formatted(maxPages));
        }
        last = before;
        pages++;
        return Optional.empty();
    }
}
