package io.microtape.downloader.preflight;

import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.RateLimiter.Permit;
import io.microtape.downloader.vendor.KeyCheck;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.NotEntitled;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Refused;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.downloader.vendor.Vendor;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.runtime.tape.TapeBatch;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/** Asks the vendor for one second of a tape at a time, and no more often than {@value #MOST_REQUESTS} times in all. */
final class Questions {
    static final int MOST_REQUESTS = 9;
    private static final long SECOND = 1_000_000_000L;

    private final Vendor vendor;
    private final RateLimiter limiter;
    private final KeyCheck keyCheck;
    private int asked;
    private boolean known;
    private boolean rejected;

    Questions(Vendor vendor, RateLimiter limiter, KeyCheck keyCheck) {
        this.vendor = vendor;
        this.limiter = limiter;
        this.keyCheck = keyCheck;
    }

    /** What the vendor says; asked again while it may say something else and there are requests left. */
    PageOutcome ask(Tape tape, String symbol, long at) {
        var question = new CaptureSpec(WindowId.of(symbol, at), symbol, tape, at, at, at + SECOND,
                QuotePolicy.KEEP_ALL);
        PageOutcome outcome = new Unwell("%d requests were not enough to find out".formatted(MOST_REQUESTS));
        try (var allocator = new RootAllocator(); var rows = new TapeBatch(tape, allocator)) {
            do {
                if (asked >= MOST_REQUESTS) {
                    return outcome;
                }
                outcome = once(question, rows);
                if (outcome instanceof KeyRejected rejected && asked < MOST_REQUESTS) {
                    outcome = keyCheck.confirm(rejected, tape, other -> once(other, rows));
                }
            } while (outcome.retryable());
        }
        rejected |= outcome instanceof KeyRejected;
        return outcome;
    }

    int asked() {
        return asked;
    }

    /** Whether any answer proves that the vendor knows the key. */
    boolean keyKnown() {
        return known;
    }

    /** Whether the vendor said that it does not know the key. */
    boolean keyRejected() {
        return rejected;
    }

    static String words(PageOutcome outcome) {
        return switch (outcome) {
            case Page _ -> "it answered";
            case Throttled _ -> "it throttles us";
            case Unwell(String cause, _) -> cause;
            case PageOutcome.Faulty(String cause) -> cause;
            case Refused(String cause) -> cause;
            case NotEntitled(String cause) -> cause;
            case KeyRejected(String cause) -> cause;
        };
    }

    private PageOutcome once(CaptureSpec question, TapeBatch rows) {
        asked++;
        Permit permit = limiter.acquire(() -> true).orElseThrow();
        PageOutcome outcome = vendor.page(question, Optional.empty(), rows);
        if (outcome instanceof Throttled(var retryAfter)) {
            limiter.throttled(permit, retryAfter);
        }
        known |= outcome instanceof Page || outcome instanceof NotEntitled || outcome instanceof Refused;
        return outcome;
    }
}
