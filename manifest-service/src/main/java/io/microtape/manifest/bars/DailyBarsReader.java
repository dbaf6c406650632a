package io.microtape.manifest.bars;

import static io.microtape.manifest.input.ColumnType.DATE;

import io.microtape.manifest.input.FileIdentity;
import io.microtape.model.profile.LiquidityFilters.SsrHeuristic;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.table.TableException;
import java.time.LocalDate;
import java.util.Map;
import java.util.List;

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
        return metrics(sorted(location), calendar, ssr);
    }

    /** What the metrics are made of, by symbol and day. The other columns are not kept: bars are many. */
    private record Sorted(List<FileIdentity> files, Map<String, BarRange> ranges, int[] day, double[] dollars,
            double[] low, double[] close) {}

    private static Sorted sorted(String location) {
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
        return new Sorted(bars.files(), order.ranges(), order.pick(date), order.pick(dollars), order.pick(bars.low()),
                order.pick(bars.close()));
    }

    /** Day volume times VWAP, or times the typical price where no VWAP is given. */
    private static double[] dollarVolume(BarColumns bars) {
        double[] dollars = new double[bars.rows().rows()];
        for (int row = 0; row < dollars.length; row++) {
            double vwap = bars.vwap()[row];
            double price = Double.isNaN(vwap) ? (bars.high()[row] + bars.low()[row] + bars.close()[row]) / 3 : vwap;
            double product = bars.volume()[row] * price;
            dollars[row] = bars.volume()[row] >= 0 && price >= 0 && Double.isFinite(product) ? product : Double.NaN;
        }
        return dollars;
    }

    private static DailyBars metrics(Sorted bars, MarketCalendar calendar, SsrHeuristic ssr) {
        int[] day = bars.day();
        double[] rvol = new double[day.length];
        byte[] restricted = new byte[day.length];
        TradingDays tradingDays = span(bars, calendar);
        int symbolsWithGaps = 0;
        int missingSessions = 0;
        for (BarRange range : bars.ranges().values()) {
            int missing = 0;
            for (int i = range.from(); i < range.to(); i++) {
                rvol[i] = DayMetrics.rvol(bars.dollars(), range.from(), i);
                restricted[i] = DayMetrics.shortSaleRestricted(bars.low(), bars.close(), day, tradingDays, range.from(),
                        i,
                        ssr);
                missing += i > range.from() ? tradingDays.between(day[i - 1], day[i]) : 0;
            }
            symbolsWithGaps += missing > 0 ? 1 : 0;
            missingSessions += missing;
        }
        return new DailyBars(bars.files(), bars.ranges(), day, bars.dollars(), rvol, restricted,
                new Gaps(symbolsWithGaps, missingSessions));
    }

    private static TradingDays span(Sorted bars, MarketCalendar calendar) {
        int first = bars.ranges().values().stream().mapToInt(range -> bars.day()[range.from()]).min().orElse(0);
        int last = bars.ranges().values().stream().mapToInt(range -> bars.day()[range.to() - 1]).max().orElse(0);
        return new TradingDays(calendar, first, last);
    }
}
