package io.microtape.manifest.bars;

import static io.microtape.manifest.input.ColumnType.DATE;

import io.microtape.model.profile.LiquidityFilters.SsrHeuristic;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.table.TableException;
import java.time.LocalDate;

/** Reads daily bars from one file, a folder or a glob; {@link BarOrder} says what becomes of bars that are there twice. */
public final class DailyBarsReader {
    private DailyBarsReader() {}

    /**
     * Reads all bars at a location. A bar without volume or price, or with a negative one, is no session: it neither has
     * metrics nor counts for others.
     *
     * @param calendar says which days a symbol could have traded on
     * @param ssr      when a day counts as one under the short sale restriction
     * @throws TableException when nothing is there, a file cannot be read, a needed column is missing or bars contradict
     */
    public static DailyBars read(String location, MarketCalendar calendar, SsrHeuristic ssr) {
        BarColumns bars = BarColumns.read(location, "date", DATE);
        int[] date = bars.rows().dates("date");
        double[] dollars = dollarVolume(bars);
        BarOrder order = BarOrder.of(bars.symbol(), date, new BarOrder.Source() {
            @Override
            public boolean isBar(int row) {
                return dollars[row] >= 0;
            }

            @Override
            public boolean isSame(int a, int b) {
                return bars.isSame(a, b);
            }

            @Override
            public RuntimeException contradiction(int row) {
                return bars.contradiction(row, LocalDate.ofEpochDay(date[row]).toString());
            }
        });
        return metrics(bars, order, order.pick(date), order.pick(dollars), calendar, ssr);
    }

    /** Day volume times VWAP, or times the typical price where no VWAP is given. */
    private static double[] dollarVolume(BarColumns bars) {
        double[] dollars = new double[bars.rows().rows()];
        for (int row = 0; row < dollars.length; row++) {
            double vwap = bars.vwap()[row];
            double price = Double.isNaN(vwap) ? (bars.high()[row] + bars.low()[row] + bars.close()[row]) / 3 : vwap;
            dollars[row] = bars.volume()[row] >= 0 && price >= 0 ? bars.volume()[row] * price : Double.NaN;
        }
        return dollars;
    }

    private static DailyBars metrics(BarColumns bars, BarOrder order, int[] day, double[] dollars,
            MarketCalendar calendar, SsrHeuristic ssr) {
        double[] low = order.pick(bars.low());
        double[] close = order.pick(bars.close());
        double[] rvol = new double[day.length];
        byte[] restricted = new byte[day.length];
        TradingDays tradingDays = span(order, day, calendar);
        int symbolsWithGaps = 0;
        int missingSessions = 0;
        for (BarRange range : order.ranges().values()) {
            int missing = 0;
            for (int i = range.from(); i < range.to(); i++) {
                rvol[i] = DayMetrics.rvol(dollars, range.from(), i);
                restricted[i] = DayMetrics.shortSaleRestricted(low, close, day, tradingDays, range.from(), i,
                        ssr);
                missing += i > range.from() ? tradingDays.between(day[i - 1], day[i]) : 0;
            }
            symbolsWithGaps += missing > 0 ? 1 : 0;
            missingSessions += missing;
        }
        return new DailyBars(bars.files(), order.ranges(), day, dollars, rvol, restricted,
                new Gaps(symbolsWithGaps, missingSessions));
    }

    private static TradingDays span(BarOrder order, int[] day, MarketCalendar calendar) {
        int first = order.ranges().values().stream().mapToInt(range -> day[range.from()]).min().orElse(0);
        int last = order.ranges().values().stream().mapToInt(range -> day[range.to() - 1]).max().orElse(0);
        return new TradingDays(calendar, first, last);
    }
}
