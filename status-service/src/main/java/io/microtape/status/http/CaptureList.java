package io.microtape.status.http;

import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.WindowRecords.WindowCapture;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Captures as REST and the commands show them: those of a manifest that somebody asks for, or one with all there is. */
public final class CaptureList {
    /** Captures of a page when nothing is said. */
    public static final int DEFAULT_LIMIT = 100;
    /** The most captures of a page. */
    public static final int MAX_LIMIT = 1_000;

    private final Ledger ledger;
    private final Coverages coverages;
    private final Lake lake;

    public CaptureList(Ledger ledger, Coverages coverages, Lake lake) {
        this.ledger = ledger;
        this.coverages = coverages;
        this.lake = lake;
    }

    /**
     * A page of captures.
     *
     * @throws LedgerException when there is no such manifest
     */
    public CapturePage page(CaptureAsk ask) {
        Coverages.Captures found = coverages.list(ask);
        var paging = new Paging(OptionalLong.of(ask.limit()), ask.offset());
        return new CapturePage(IntStream.range(0, found.captures().size())
                .mapToObj(i -> CaptureJson.of(found.captures().get(i), found.eventTypes().get(i))).toList(),
                found.total(), paging.limit(), paging.offset(), paging.next(found.total()));
    }

    /**
     * One capture with its attempts and what its file says.
     *
     * @throws LedgerException when there is none
     */
    public CaptureJson one(String captureId) {
        WindowCapture found = ledger.windows().capture(captureId).orElseThrow(() -> LedgerException.notFound(
                "there is no capture %s here; list those there are with: microtape captures --manifest ID, or GET /api/v1/captures"
                        .formatted(captureId)));
        return CaptureJson.of(found, ledger.captures().attempts(captureId), lake);
    }
}
