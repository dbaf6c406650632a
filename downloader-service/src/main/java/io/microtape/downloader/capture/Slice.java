package io.microtape.downloader.capture;

import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.tape.TapeBatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One capture's share of the pages that are fetched for it and its neighbours: exactly the rows that a fetch of its own
 * would have brought. While it may yet be extended to an earlier start, its rows wait aside.
 */
final class Slice implements Closeable {
    private final Lease lease;
    private final Draft draft;
    private final Spill waiting;
    private final Measures measures;
    private boolean held;
    private long received;
    private int pages;

    Slice(Lake lake, Lease lease, BufferAllocator allocator) throws IOException {
        this.lease = lease;
        this.draft = new Draft(lake, lease, allocator);
        this.waiting = new Spill(lake.temporary(lease.path()));
        this.measures = new Measures(lease.spec());
        this.held = lease.spec().extension().isPresent();
    }

    Lease lease() {
        return lease;
    }

    CaptureSpec spec() {
        return lease.spec();
    }

    Draft draft() {
        return draft;
    }

    Measures measures() {
        return measures;
    }

    long received() {
        return received;
    }

    int pages() {
        return pages;
    }

    /** Takes from a sound page what lies in {@code [from, to)}; its rows rise in time. */
    void page(Page page, TapeBatch rows, long from, long to) throws IOException {
        int first = rows.firstAtOrAfter(from);
        int end = rows.firstAtOrAfter(to);
        if (first < end || page.rows() == 0) {
            pages++;
        }
        received += end - first;
        measures.add(rows, first, end);
        if (held) {
            waiting.add(rows, first, end);
        } else {
            draft.rows(rows, first, end);
        }
    }

    /** From now on rows go straight to the file. */
    void release() {
        held = false;
    }

    /** Puts the rows that waited behind those that came since {@link #release}. */
    void replay(TapeBatch buffer) throws IOException {
        waiting.replay(buffer, draft::rows);
    }

    @Override
    public void close() throws IOException {
        Closing.all(List.of(draft, waiting));
    }
}
