package io.microtape.downloader.capture;

import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tracing.Activity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;

/** Fetches all pages of a span of one tape, one after the other, and hands on each that is sound. */
final class SpanFetch {
    private final PageFetcher fetcher;
    private final PageLimits limits;
    private final BufferAllocator allocator;
    private final TapeBatch page;
    private final PageFetcher.Asker asker;
    private final List<String> requestIds = new ArrayList<>();

    /** @param page the memory that pages are read into */
    SpanFetch(PageFetcher fetcher, PageLimits limits, TapeBatch page, BufferAllocator allocator,
            PageFetcher.Asker asker) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.allocator = allocator;
        this.page = page;
        this.asker = asker;
    }

    /**
     * What a span may have.
     *
     * @param rows  the most rows of a page
     * @param pages the most pages
     */
    record PageLimits(int rows, int pages) {}

    /** Takes the next sound page; its rows are valid during the call. */
    interface Taker {
        void page(Page page, TapeBatch rows) throws IOException;
    }

    /** The vendor's ids of all answers so far, in order. */
    List<String> requestIds() {
        return requestIds;
    }

    private interface EachPage {
        void page(Page sound) throws IOException;
    }

    /** Why the span is not whole; empty when every page came. */
    Optional<CaptureOutcome> fetch(CaptureSpec span, Taker taker) throws IOException {
        try (var doubts = new Doubts(span, limits.rows(), allocator)) {
            Optional<CaptureOutcome> failure = pages(span, sound -> {
                doubts.page(page);
                taker.page(sound, page);
            });
            return failure.isPresent() ? failure : settle(doubts);
        }
    }

    private Optional<CaptureOutcome> pages(CaptureSpec span, EachPage each) throws IOException {
        var guard = new PageGuard(span, limits.pages());
        Optional<String> next = Optional.empty();
        int number = 0;
        do {
            PageOutcome outcome = ask(span, next, ++number);
            if (!(outcome instanceof Page sound)) {
                return Optional.of(failure(outcome));
            }
            Optional<String> fault = guard.check(sound, page);
            if (fault.isPresent()) {
                return Optional.of(contradiction(fault.get()));
            }
            if (!asker.wanted()) {
                return Optional.of(new GivenBack("its lease ended"));
            }
            requestIds.add(sound.requestId());
            each.page(sound);
            next = sound.next();
        } while (next.isPresent());
        return Optional.empty();
    }

    private PageOutcome ask(CaptureSpec span, Optional<String> next, int number) {
        try (Activity asking = Activity.begin("page").with("microtape.page", number)) {
            PageOutcome outcome = fetcher.fetch(span, next, page, asker);
            asking.with("microtape.outcome", outcome.getClass().getSimpleName());
            return outcome;
        }
    }

    /** Asks again where the pages may lie together. */
    private Optional<CaptureOutcome> settle(Doubts doubts) throws IOException {
        for (Doubts.Question question : doubts.questions()) {
            var rows = new AtomicLong();
            Optional<CaptureOutcome> failure = pages(question.stretch(), page -> rows.addAndGet(page.rows()));
            if (failure.isPresent()) {
                return failure;
            }
            if (rows.get() != question.rows()) {
                return Optional.of(contradiction("its pages hold %d rows from %d on, asked again it has %d".formatted(
                        question.rows(), question.stretch().windowFrom(), rows.get())));
            }
        }
        return Optional.empty();
    }

    private CaptureOutcome failure(PageOutcome outcome) {
        return switch (outcome) {
            case PageOutcome.Unwell(String cause, _) ->
                asker.wanted() ? new Interrupted(cause) : new GivenBack("its lease ended");
            case PageOutcome.Throttled _ -> new Interrupted("the vendor throttles");
            case PageOutcome.Faulty(String cause) -> contradiction(cause);
            case PageOutcome.Refused(String cause) -> new Rejected(cause);
            case PageOutcome.NotEntitled(String cause) -> new CaptureOutcome.NotEntitled(cause);
            case PageOutcome.KeyRejected(String cause) -> new CaptureOutcome.KeyRejected(
                    "the vendor rejects the key (%s); check MICROTAPE_VENDOR_API_KEY, then resume".formatted(cause));
            case Page _ -> throw new IllegalStateException("a page is no failure");
        };
    }

    private static Interrupted contradiction(String what) {
        return new Interrupted("the vendor's answer contradicts itself: " + what);
    }
}
