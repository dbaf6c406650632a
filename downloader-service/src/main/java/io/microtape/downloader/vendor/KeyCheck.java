package io.microtape.downloader.vendor;

import io.microtape.downloader.vendor.PageOutcome.Faulty;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.NotEntitled;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Refused;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * Whether a 401 is about the key. The vendor once answered 401 for all keys on two dates only (its client's issue 175), so
 * a question that any key may ask decides: one second of a large stock, a week ago. It is asked at most once in
 * {@value #SECONDS_BETWEEN} seconds; in between the last answer counts.
 */
public final class KeyCheck {
    static final int SECONDS_BETWEEN = 10;
    private static final String SYMBOL = "AAPL";
    private static final long SECOND = 1_000_000_000L;

    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    private PageOutcome verdict = new Unwell("not asked");

    public KeyCheck(Clock clock) {
        this.clock = clock;
    }

    /** A question that is answered with 401 only when the key is unknown. */
    CaptureSpec question(Tape tape) {
        long at = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(7)).plus(Duration.ofHours(16))
                .getEpochSecond() * SECOND;
        return new CaptureSpec(WindowId.of(SYMBOL, at), SYMBOL, tape, at, at, at + SECOND, QuotePolicy.KEEP_ALL);
    }

    /**
     * What a 401 comes to: the rejection, when the key is rejected for the known question too; else an answer that may be
     * another soon.
     */
    public PageOutcome confirm(KeyRejected rejected, Tape tape, Function<CaptureSpec, PageOutcome> ask) {
        if (due()) {
            PageOutcome answer = ask.apply(question(tape));
            synchronized (this) {
                verdict = answer;
            }
        }
        return switch (verdict()) {
            case KeyRejected _ -> rejected;
            case Page _,NotEntitled _,Refused _,Faulty _,Throttled _ -> new Unwell(
                    rejected.cause() + ", although the vendor knows the key: asked for other data it did not say so");
            case Unwell(String cause, _) ->
                new Unwell("%s; whether it knows the key is not known: %s".formatted(rejected.cause(), cause));
        };
    }

    /** Whether it is this caller's turn to ask. Nobody waits for another's answer: the question is asked again anyway. */
    private synchronized boolean due() {
        Instant now = clock.instant();
        if (Duration.between(asked, now).abs().toSeconds() < SECONDS_BETWEEN) {
            return false;
        }
        asked = now;
        verdict = new Unwell("it is just being asked");
        return true;
    }

    private synchronized PageOutcome verdict() {
        return verdict;
    }
}
