package io.microtape.downloader.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.model.capture.TapeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class QuoteSamplerTest {
    private static final long SECOND = 1_000_000_000L;

    private record Quote(long at, Double bid, Double bidSize, Double ask, Double askSize) {
        boolean sameState(Quote other) {
            return Objects.equals(bid, other.bid) && Objects.equals(bidSize, other.bidSize)
                    && Objects.equals(ask, other.ask) && Objects.equals(askSize, other.askSize);
        }
    }

    @Test
    void the_kept_tape_is_what_the_definition_says_however_the_pages_are_cut() throws Exception {
        for (long seed = 0; seed < 400; seed++) {
            var random = new SplittableRandom(seed);
            List<Quote> quotes = quotes(random);
            var policy = new QuotePolicy(random.nextBoolean(), List.of(0, 1, 3, 5, 50).get(random.nextInt(5)));
            assertThat(sampled(quotes, policy, random)).as("seed %d, %s", seed, policy)
                    .isEqualTo(defined(quotes, policy));
        }
    }

    @Test
    void nothing_is_dropped_when_the_policy_keeps_all() throws Exception {
        var random = new SplittableRandom(5);
        List<Quote> quotes = quotes(random);
        assertThat(sampled(quotes, QuotePolicy.KEEP_ALL, random))
                .isEqualTo(quotes.stream().map(Quote::at).toList());
    }

    /** The definition, word by word, over the whole tape at once. */
    private static List<Long> defined(List<Quote> quotes, QuotePolicy policy) {
        List<Quote> kept = new ArrayList<>();
        for (int i = 0; i < quotes.size(); i++) {
            boolean last = policy.maxRateHz() == 0 || i + 1 == quotes.size()
                    || slot(quotes.get(i), policy) != slot(quotes.get(i + 1), policy);
            boolean changed = kept.isEmpty() || !policy.byChangeOnly() || !kept.getLast().sameState(quotes.get(i));
            if (i == 0 || (last && changed)) {
                kept.add(quotes.get(i));
            }
        }
        return kept.stream().map(Quote::at).toList();
    }

    private static long slot(Quote quote, QuotePolicy policy) {
        return Math.floorDiv(Math.multiplyExact(quote.at(), policy.maxRateHz()), SECOND);
    }

    private static List<Long> sampled(List<Quote> quotes, QuotePolicy policy, SplittableRandom random)
            throws Exception {
        List<Long> kept = new ArrayList<>();
        try (var allocator = new RootAllocator();
                var page = new TapeBatch(Tape.QUOTES, allocator);
                var sampler = new QuoteSampler(Tape.QUOTES, policy, allocator, (batch, rows, count) -> {
                    for (int i = 0; i < count; i++) {
                        kept.add(batch.sipTimestamp(rows[i]));
                    }
                })) {
            int from = 0;
            while (from < quotes.size()) {
                int to = Math.min(quotes.size(), from + random.nextInt(0, 9));
                page.clear();
                quotes.subList(from, to).forEach(quote -> add(page, quote));
                page.seal();
                sampler.rows(page, 0, page.rows());
                from = to;
            }
            sampler.end();
        }
        return kept;
    }

    private static void add(TapeBatch page, Quote quote) {
        page.setLong(TapeColumn.SIP_TIMESTAMP, quote.at());
        set(page, "bid_price", quote.bid());
        set(page, "bid_size", quote.bidSize());
        set(page, "ask_price", quote.ask());
        set(page, "ask_size", quote.askSize());
        page.endRow();
    }

    private static void set(TapeBatch page, String column, Double value) {
        if (value != null) {
            page.setDouble(TapeColumn.index(Tape.QUOTES, column), value);
        }
    }

    private static List<Quote> quotes(SplittableRandom random) {
        List<Quote> quotes = new ArrayList<>();
        // Every timestamp is distinct, so that the kept stamps tell which rows were kept.
        long at = random.nextLong(2 * SECOND);
        for (int i = random.nextInt(1, 60); i > 0; i--) {
            quotes.add(new Quote(at, value(random), value(random), value(random), value(random)));
            at += 1 + random.nextLong(random.nextBoolean() ? SECOND / 100 : SECOND);
        }
        return quotes;
    }

    private static Double value(SplittableRandom random) {
        return random.nextInt(12) == 0 ? null : (double) random.nextInt(2);
    }
}
