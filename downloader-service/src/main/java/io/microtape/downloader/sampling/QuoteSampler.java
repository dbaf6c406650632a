package io.microtape.downloader.sampling;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.model.capture.TapeColumn;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Thins a tape while it streams, in memory for one row: at most the last quote of each time slot, then only quotes that
 * change the state. The first quote of the window is always kept. Slots divide the epoch, so that neighbouring windows
 * and other tools cut time at the same instants.
 */
public final class QuoteSampler implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final int[] FIRST_ROW = {0};

    /** Takes the rows that are kept, in order. */
    public interface Sink {
        void keep(TapeBatch batch, int[] rows, int count) throws IOException;
    }

    private final QuotePolicy policy;
    private final Sink sink;
    private final int[] stateColumns;
    private final long[] lastState = new long[4];
    /** The last quote of a page, while a later one of its slot may still replace it. */
    private final TapeBatch pending;
    private boolean anyKept;
    private int[] kept = new int[1024];

    public QuoteSampler(Tape tape, QuotePolicy policy, BufferAllocator allocator, Sink sink) {
        this.policy = policy;
        this.sink = sink;
        this.pending = new TapeBatch(tape, allocator);
        this.stateColumns = policy.byChangeOnly()
                ? new int[] {TapeColumn.index(tape, "bid_price"), TapeColumn.index(tape, "bid_size"),
                        TapeColumn.index(tape, "ask_price"), TapeColumn.index(tape, "ask_size")}
                : new int[0];
    }

    /** Takes the next rows {@code from <= row < to} of a page; they must follow those before in time. */
    public void rows(TapeBatch page, int from, int to) throws IOException {
        int rows = to - from;
        if (rows == 0) {
            return;
        }
        if (pending.rows() > 0 && slot(pending.sipTimestamp(0)) != slot(page.sipTimestamp(from))) {
            keepPending();
        }
        pending.clear();
        if (kept.length < rows) {
            kept = new int[rows];
        }
        boolean limited = policy.maxRateHz() > 0;
        boolean lastIsOpen = limited && (anyKept || rows > 1);
        int decided = lastIsOpen ? to - 1 : to;
        int count = 0;
        for (int row = from; row < decided; row++) {
            boolean replaced = limited && row + 1 < to
                    && slot(page.sipTimestamp(row)) == slot(page.sipTimestamp(row + 1));
            if (!anyKept || (!replaced && changes(page, row))) {
                remember(page, row);
                kept[count++] = row;
            }
        }
        sink.keep(page, kept, count);
        if (lastIsOpen) {
            pending.copyRow(page, to - 1);
        }
    }

    /** Says that no page follows. */
    public void end() throws IOException {
        if (pending.rows() > 0) {
            keepPending();
        }
    }

    @Override
    public void close() {
        pending.close();
    }

    private void keepPending() throws IOException {
        if (changes(pending, 0)) {
            remember(pending, 0);
            sink.keep(pending, FIRST_ROW, 1);
        }
    }

    private boolean changes(TapeBatch batch, int row) {
        for (int i = 0; i < stateColumns.length; i++) {
            if (value(batch, stateColumns[i], row) != lastState[i]) {
                return true;
            }
        }
        return stateColumns.length == 0;
    }

    private void remember(TapeBatch batch, int row) {
        for (int i = 0; i < stateColumns.length; i++) {
            lastState[i] = value(batch, stateColumns[i], row);
        }
        anyKept = true;
    }

    /** The bits of a price or size; a missing one differs from every present one. */
    private static long value(TapeBatch batch, int column, int row) {
        return batch.isPresent(column, row)
                ? Double.doubleToLongBits(batch.doubleAt(column, row) + 0.0)
                : Long.MIN_VALUE;
    }

    private long slot(long epochNanos) {
        long rate = policy.maxRateHz();
        return Math.floorDiv(epochNanos, SECOND) * rate + Math.floorMod(epochNanos, SECOND) * rate / SECOND;
    }
}
