package io.microtape.downloader.vendor.polygon;

import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.NotEntitled;
import io.microtape.downloader.vendor.PageOutcome.Refused;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import java.time.Duration;
import java.util.Optional;

/** What an answer means that is no page, by its HTTP status, or by the word in the body of a 200. */
final class Refusal {
    private Refusal() {}

    /** By a status other than 200, whatever became of the body. */
    static PageOutcome of(int status, String words, Optional<Duration> retryAfter) {
        String cause = "HTTP %d: %s".formatted(status, words);
        return switch (status) {
            case 429 -> new Throttled(retryAfter);
            case 401 -> new KeyRejected(cause);
            case 403 -> new NotEntitled(cause);
            // 499 is the vendor's proxy giving up on the vendor; its own client asks again after 413 and 499 too.
            case 408, 413, 425, 499 -> new Unwell(cause, retryAfter);
            // A redirect is not followed, but neither is it the vendor's word on this question.
            default -> status >= 500 || status < 400 ? new Unwell(cause, retryAfter) : new Refused(cause);
        };
    }

    /** By the {@code status} of a 200; empty when it says that all is well. */
    static Optional<PageOutcome> ofStatusWord(String status, String words) {
        String cause = "its answer has status '%s': %s".formatted(status, words);
        return switch (status) {
            case "OK", "DELAYED" -> Optional.empty();
            case "NOT_AUTHORIZED" -> Optional.of(new NotEntitled(cause));
            case "NOT_FOUND" -> Optional.of(new Refused(cause));
            default -> Optional.of(new Unwell(cause));
        };
    }
}
