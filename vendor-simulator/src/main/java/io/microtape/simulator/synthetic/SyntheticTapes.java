package io.microtape.simulator.synthetic;

import io.microtape.model.capture.Tape;
import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TableCache;
import io.microtape.simulator.tape.TapeRows;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.tape.TimeRange;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Tapes made from a seed: for any symbol and any trading day from 2003-09-10 to the end of 2099, the same rows in every
 * process and whatever part of them is asked for. The trades of a minute add up to the bar that {@link SyntheticMarket}
 * plans for it. Rows are made an hour at a time, and a bounded number of them is kept.
 */
public final class SyntheticTapes implements TapeSource {
    private static final LocalDate FIRST_DAY = LocalDate.of(2003, 9, 10);
    private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);
    private static final Pattern SYMBOL = Pattern.compile("[A-Z][A-Za-z.]{0,9}");
    private static final int BLOCK_MINUTES = 60;
    /** Enough for the longest day. */
    private static final int BLOCKS = 24;
    /** Up to 100 MB. */
    private static final long CACHED_ROWS = 500_000;

    private final SyntheticMarket market;
    private final TableCache<Block> blocks = new TableCache<>(CACHED_ROWS);
    private final PlanCache plans;

    private record Block(String symbol, Tape tape, LocalDate date, int index) {}

    public SyntheticTapes(long seed, MarketCalendar calendar) {
        this.market = new SyntheticMarket(seed, calendar);
        this.plans = new PlanCache(market);
    }

    @Override
    public Iterable<TapeRows> stretches(String ticker, Tape tape, TimeRange range, Order order) {
        TimeRange asked = range.from(NewYorkTime.epochNanos(FIRST_DAY.atStartOfDay()))
                .until(NewYorkTime.epochNanos(LAST_DAY.plusDays(1).atStartOfDay()));
        if (asked.isEmpty() || !SYMBOL.matcher(ticker).matches()) {
            return List.of();
        }
        long first = NewYorkTime.epochDay(asked.from()) * (long) BLOCKS;
        long end = (NewYorkTime.epochDay(asked.to() - 1) + 1L) * BLOCKS;
        return () -> LongStream.range(first, end).map(n -> order == Order.ASC ? n : first + end - 1 - n)
                .mapToObj(n -> new Block(ticker, tape, LocalDate.ofEpochDay(Math.floorDiv(n, BLOCKS)),
                        (int) Math.floorMod(n, (long) BLOCKS)))
                .filter(block -> market.isTradingDay(block.date()) && overlaps(block, asked))
                .map(block -> TapeRows.of(blocks.get(block, () -> make(block))).in(asked)).iterator();
    }

    private boolean overlaps(Block block, TimeRange range) {
        DayPlan plan = plans.get(block.symbol(), block.date());
        int from = block.index() * BLOCK_MINUTES;
        return from < plan.minutes() && plan.start(from) < range.to()
                && plan.start(Math.min(plan.minutes(), from + BLOCK_MINUTES)) > range.from();
    }

    private Table make(Block block) {
        DayPlan plan = plans.get(block.symbol(), block.date());
        int from = block.index() * BLOCK_MINUTES;
        int to = Math.min(plan.minutes(), from + BLOCK_MINUTES);
        return switch (block.tape()) {
            case TRADES -> TradeTicks.table(market.seed(), plan, from, to);
            case QUOTES -> QuoteTicks.table(market.seed(), plan, from, to);
        };
    }
}
