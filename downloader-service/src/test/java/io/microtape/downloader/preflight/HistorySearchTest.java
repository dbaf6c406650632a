package io.microtape.downloader.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistorySearchTest {
    private static final List<Long> FIVE = List.of(500L, 400L, 300L, 200L, 100L);

    @Test
    void of_five_days_three_questions_find_the_oldest_that_is_allowed() {
        for (long from = 50; from <= 550; from += 50) {
            var search = new HistorySearch(FIVE, List.of());
            long limit = from;
            assertThat(asked(search, limit)).isLessThanOrEqualTo(3);
            assertThat(search.oldestAllowed())
                    .isEqualTo(FIVE.stream().mapToLong(each -> each).filter(at -> at >= limit).min());
            assertThat(search.newestDenied())
                    .isEqualTo(FIVE.stream().mapToLong(each -> each).filter(at -> at < limit).max());
        }
    }

    @Test
    void a_need_that_is_covered_takes_one_question() {
        var search = new HistorySearch(FIVE, List.of(250L, 450L));
        assertThat(search.next()).hasValue(250);
        assertThat(asked(search, 200)).isEqualTo(1);
        assertThat(search.oldestAllowed()).hasValue(250);
    }

    @Test
    void a_need_that_is_not_covered_is_told_apart_from_the_days_around_it() {
        long seed = 4;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            long oldest = random.nextLong(50, 550);
            long newest = random.nextLong(oldest, 600);
            long limit = random.nextLong(0, 650);
            var search = new HistorySearch(FIVE, List.of(oldest, newest));
            assertThat(asked(search, limit)).isLessThanOrEqualTo(5);
            if (limit <= oldest) {
                assertThat(search.oldestAllowed().orElseThrow()).isLessThanOrEqualTo(oldest);
            } else {
                OptionalLong truth = LongStream
                        .concat(FIVE.stream().mapToLong(each -> each), LongStream.of(oldest, newest))
                        .filter(at -> at >= limit).min();
                assertThat(search.oldestAllowed()).isEqualTo(truth);
            }
        }
    }

    private static int asked(HistorySearch search, long allowedFrom) {
        int count = 0;
        for (OptionalLong next = search.next(); next.isPresent(); next = search.next()) {
            search.answered(next.getAsLong(), next.getAsLong() >= allowedFrom);
            count++;
        }
        return count;
    }
}
