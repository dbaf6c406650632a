package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.capture.Doubts.Question;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.model.id.WindowId;
import io.microtape.runtime.tape.TapeBatch;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Where pages may lie together. A row is its instant and its sequence number. */
class DoubtsTest {
    private static final int SEQUENCE = TapeColumn.index(Tape.TRADES, "sequence_number");
    private static final int LIMIT = 1_000;
    private static final CaptureSpec SPAN = new CaptureSpec(WindowId.of("IBM", 0), "IBM", Tape.TRADES, 0, 0, 100,
            QuotePolicy.KEEP_ALL);

    @Test
    void a_page_that_repeats_several_rows_of_the_instant_before_it_is_asked_about() {
        assertThat(questions(new long[][] {{1, 1}, {5, 2}, {5, 3}}, new long[][] {{5, 2}, {5, 3}, {6, 4}}))
                .containsExactly(new Question(SPAN.over(5, 6), 4));
        assertThat(questions(new long[][] {{5, 2}, {5, 3}}, new long[][] {{5, 4}}, new long[][] {{5, 3}, {5, 5}}))
                .containsExactly(new Question(SPAN.over(5, 6), 5));
    }

    @Test
    void an_instant_that_goes_on_with_other_rows_is_believed() {
        assertThat(questions(new long[][] {{1, 1}, {5, 2}, {5, 3}}, new long[][] {{5, 4}, {6, 5}})).isEmpty();
        assertThat(questions(new long[][] {{5, 2}}, new long[][] {}, new long[][] {{5, 3}})).isEmpty();
        assertThat(questions(new long[][] {{5, 2}, {6, 3}}, new long[][] {{7, 2}})).isEmpty();
    }

    @Test
    void an_instant_with_very_many_rows_is_asked_about_where_a_page_ends_inside_it() {
        long[][] many = LongStream.range(0, 100).mapToObj(i -> new long[] {5, i}).toArray(long[][]::new);
        assertThat(questions(many, new long[][] {{5, 100}})).containsExactly(new Question(SPAN.over(5, 6), 101));
        assertThat(questions(many, new long[][] {{6, 100}})).isEmpty();
    }

    @Test
    void an_end_that_is_full_or_empty_is_asked_about() {
        long[][] full = LongStream.range(0, LIMIT).mapToObj(i -> new long[] {i / 20, i}).toArray(long[][]::new);
        assertThat(questions(new long[][][] {full})).containsExactly(new Question(SPAN.over(49, 100), 20));
        assertThat(questions(new long[][] {{0, 1}}, new long[][] {}))
                .containsExactly(new Question(SPAN.over(0, 100), 1));
    }

    private static List<Question> questions(long[][]... pages) {
        try (var allocator = new RootAllocator();
                var page = new TapeBatch(Tape.TRADES, allocator);
                var doubts = new Doubts(SPAN, LIMIT, allocator)) {
            for (long[][] rows : pages) {
                page.clear();
                for (long[] row : rows) {
                    page.setLong(TapeColumn.SIP_TIMESTAMP, row[0]);
                    page.setLong(SEQUENCE, row[1]);
                    page.endRow();
                }
                page.seal();
                doubts.page(page);
            }
            return doubts.questions();
        }
    }
}
