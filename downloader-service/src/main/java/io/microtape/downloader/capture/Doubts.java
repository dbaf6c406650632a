package io.microtape.downloader.capture;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.tape.TapeBatch;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Notes where the pages of a span, each sound by itself, may lie together: a page that begins with one of the rows of the
 * instant that the one before ended with may repeat them, or two prints are alike; a last page that is full, or empty
 * behind others, may have lost its way on, or the rows end just there. Each doubt is settled by one more question, whose
 * answer has a known number of rows. Without doubts, which is nearly always, it costs nothing.
 */
final class Doubts implements Closeable {
    /** An instant with more rows than this is asked for again when a page ends inside it. */
    private static final int MOST_KEPT = 64;

    private final CaptureSpec span;
    private final int pageLimit;
    /** The first rows of the instant that the pages so far ended with. */
    private final TapeBatch lastRows;
    private final List<Question> repeats = new ArrayList<>();
    private long last;
    private long rowsAtLast;
    private int pages;
    private int rowsOfLastPage;
    private boolean asked;

    Doubts(CaptureSpec span, int pageLimit, BufferAllocator allocator) {
        this.span = span;
        this.pageLimit = pageLimit;
        this.lastRows = new TapeBatch(span.tape(), allocator);
    }

    /**
     * A stretch to ask for again.
     *
     * @param rows how many rows it has if the pages told the truth
     */
    record Question(CaptureSpec stretch, long rows) {}

    /** Takes the next sound page. */
    void page(TapeBatch page) {
        pages++;
        rowsOfLastPage = page.rows();
        if (page.rows() == 0) {
            return;
        }
        boolean goesOn = rowsAtLast > 0 && page.sipTimestamp(0) == last;
        asked |= goesOn && mayRepeat(page);
        for (int row = 0; row < page.rows(); row++) {
            long at = page.sipTimestamp(row);
            if (at != last || rowsAtLast == 0) {
                settleStamp();
                last = at;
                rowsAtLast = 0;
            }
            rowsAtLast++;
        }
        int first = page.firstAtOrAfter(last);
        if (first > 0 || !goesOn) {
            lastRows.clear();
        }
        for (int row = first; row < page.rows() && lastRows.rows() < MOST_KEPT; row++) {
            lastRows.copyRow(page, row);
        }
    }

    private boolean mayRepeat(TapeBatch page) {
        return rowsAtLast > lastRows.rows()
                || IntStream.range(0, lastRows.rows()).anyMatch(row -> page.sameRow(0, lastRows, row));
    }

    /** What must be asked before the span can be believed whole; to be called after the last page. */
    List<Question> questions() {
        settleStamp();
        List<Question> questions = new ArrayList<>(repeats);
        boolean mayGoOn = rowsOfLastPage >= pageLimit || (pages > 1 && rowsOfLastPage == 0);
        if (mayGoOn && rowsAtLast > 0) {
            questions.add(new Question(span.over(last, span.windowTo()), rowsAtLast));
        }
        return questions;
    }

    private void settleStamp() {
        if (asked) {
            repeats.add(new Question(span.over(last, last + 1), rowsAtLast));
        }
        asked = false;
    }

    @Override
    public void close() {
        lastRows.close();
    }
}
