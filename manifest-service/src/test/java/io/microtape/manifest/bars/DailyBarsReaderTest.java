package io.microtape.manifest.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.BarRow;
import io.microtape.manifest.BarRowSeries;
import io.microtape.manifest.CsvFile;
import io.microtape.manifest.RandomEvents;
import io.microtape.model.profile.LiquidityFilters.SsrHeuristic;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyBarsReaderTest {
    private static final LocalDate DAY = LocalDate.parse("2024-01-16");

    private static final MarketCalendar CALENDAR = MarketCalendars.usEquities();

    private static final SsrHeuristic SSR = new SsrHeuristic(true, 10);

    @TempDir
    Path folder;

    @Test
    void relative_volume_never_counts_the_day_itself_and_needs_twenty_sessions_before() {
        List<BarRow> bars = new ArrayList<>(BarRowSeries.flat("AA", "2024-01-16", 20, 100));
        bars.add(new BarRow("AA", DAY, 10, 10, 700));
        bars.addAll(BarRowSeries.flat("AB", "2024-01-16", 19, 100));
        bars.add(new BarRow("AB", DAY, 10, 10, 700));
        DailyBars daily = read(bars);
        assertThat(daily.rvol()[bar(daily, "AA")]).isEqualTo(7);
        assertThat(daily.rvol()[bar(daily, "AB")]).isNaN();
        assertThat(daily.dollarVolume()[bar(daily, "AB")]).isEqualTo(7_000);
    }

    @Test
    void a_low_at_nine_tenths_of_the_previous_close_restricts_that_day_and_the_next() {
        DailyBars daily = read(List.of(new BarRow("AA", DAY.minusDays(3), 10, 10, 1),
                new BarRow("AA", DAY.minusDays(2), 9.01, 10, 1), new BarRow("AA", DAY.minusDays(1), 9, 10, 1),
                new BarRow("AA", DAY, 9.9, 10, 1), new BarRow("AA", DAY.plusDays(1), 9.9, 10, 1)));
        assertThat(daily.shortSaleRestricted()).containsExactly(DayMetrics.UNKNOWN, DayMetrics.UNKNOWN, DayMetrics.TRUE,
                DayMetrics.TRUE, DayMetrics.FALSE);
    }

    @Test
    void the_same_bar_twice_is_one_and_two_different_ones_are_refused() {
        var bar = new BarRow("AA", DAY, 10, 10, 1);
        assertThat(read(List.of(bar, bar)).day()).hasSize(1);
        assertThatThrownBy(() -> read(List.of(bar, new BarRow("AA", DAY, 10, 10, 2))))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("AA on 2024-01-16");
    }

    @Test
    void a_previous_close_of_another_session_than_the_one_before_restricts_nothing() {
        // 2024-01-15 was a holiday: from Friday the 12th to Tuesday the 16th no session is missing.
        DailyBars whole = read(List.of(new BarRow("AA", LocalDate.parse("2024-01-11"), 10, 10, 1),
                new BarRow("AA", LocalDate.parse("2024-01-12"), 10, 10, 1), new BarRow("AA", DAY, 9, 10, 1)));
        assertThat(whole.shortSaleRestricted()[2]).isEqualTo(DayMetrics.TRUE);
        assertThat(whole.gaps()).isEqualTo(new Gaps(0, 0));
        DailyBars gap = read(List.of(new BarRow("AA", LocalDate.parse("2024-01-10"), 10, 10, 1),
                new BarRow("AA", LocalDate.parse("2024-01-11"), 10, 10, 1), new BarRow("AA", DAY, 9, 10, 1),
                new BarRow("AA", LocalDate.parse("2024-01-17"), 9.9, 10, 1),
                new BarRow("AA", LocalDate.parse("2024-01-18"), 9.9, 10, 1)));
        assertThat(gap.shortSaleRestricted()).containsExactly(DayMetrics.UNKNOWN, DayMetrics.UNKNOWN,
                DayMetrics.UNKNOWN, DayMetrics.UNKNOWN, DayMetrics.FALSE);
    }

    @Test
    void missing_sessions_are_counted_and_the_twenty_bars_before_stay_the_measure() {
        List<BarRow> bars = new ArrayList<>();
        LocalDate day = LocalDate.parse("2024-01-16");
        for (int i = 0; bars.size() < 21; i++) {
            if (CALENDAR.isTradingDay(day.plusDays(i)) && i != 2 && i != 3) {
                bars.add(new BarRow("AA", day.plusDays(i), 10, 10, 100));
            }
        }
        bars.add(new BarRow("BB", DAY, 10, 10, 100));
        DailyBars daily = read(bars);
        assertThat(daily.gaps()).isEqualTo(new Gaps(1, 2));
        assertThat(daily.rvol()[20]).isEqualTo(1);
    }

    @Test
    void one_file_per_symbol_needs_no_column_of_symbols_unless_it_is_the_only_file() {
        CsvFile.write(folder.resolve("AA.csv"), "Date,Open,High,Low,Close,Adj Close,Volume",
                "2024-01-16,10,10,10,10,9,5");
        CsvFile.write(folder.resolve("BRK.B.csv.gz"), "date,open,high,low,close,volume",
                "2024-01-16 00:00:00,10,10,10,10,7");
        BarRow.write(folder.resolve("named.parquet"), List.of(new BarRow("CC", DAY, 10, 10, 1)));
        DailyBars daily = DailyBarsReader.read(folder.toString(), CALENDAR, SSR);
        assertThat(daily.ranges().keySet()).containsExactlyInAnyOrder("AA", "BRK.B", "CC");
        assertThat(daily.dollarVolume()[bar(daily, "BRK.B")]).isEqualTo(70);
        assertThat(DailyBarsReader.read(folder + "/*.csv", CALENDAR, SSR).ranges()).hasSize(1);
        assertThatThrownBy(() -> DailyBarsReader.read(folder.resolve("AA.csv").toString(), CALENDAR, SSR))
                .isInstanceOf(TableException.class).hasMessageContainingAll("AA.csv", "column symbol is missing");
    }

    @Test
    void rows_in_any_order_give_the_same_bars() {
        long seed = 43;
        System.out.println("seed " + seed);
        var random = new RandomEvents(seed);
        List<BarRow> bars = random.bars();
        DailyBars one = read(bars);
        DailyBars other = read(random.shuffled(bars));
        assertThat(other.day()).isEqualTo(one.day());
        assertThat(other.rvol()).isEqualTo(one.rvol());
        assertThat(other.ranges()).isEqualTo(one.ranges());
        assertThat(other.gaps()).isEqualTo(one.gaps());
    }

    @Test
    void a_bar_without_volume_or_with_a_negative_price_is_no_session() {
        DailyBars daily = read(List.of(new BarRow("AA", DAY, 10, 10, Double.NaN), new BarRow("AB", DAY, 10, 10, -5),
                new BarRow("AC", DAY, -10, -10, 5), new BarRow("AD", DAY, 10, Double.POSITIVE_INFINITY, 5),
                new BarRow("AE", DAY, 10, 10, 0)));
        assertThat(daily.ranges().keySet()).containsExactly("AE");
    }

    @Test
    void a_bar_without_a_date_or_symbol_and_a_file_without_bars_are_refused() {
        assertRefused("symbol,date,open,high,low,close,volume\nAA,,1,1,1,1,1", "line 2", "column date", "no date");
        assertRefused("symbol,date,open,high,low,close,volume\nAA,16.01.2024,1,1,1,1,1", "'16.01.2024'",
                "2025-01-31");
        assertRefused("symbol,date,open,high,low,close,volume\n,2024-01-16,1,1,1,1,1", "column symbol, row 0 is empty");
        assertRefused("symbol,date,open,high,low,close,volume", "holds no bars");
    }

    private void assertRefused(String text, String... words) {
        Path file = CsvFile.write(folder.resolve("bad.csv"), text);
        assertThatThrownBy(() -> DailyBarsReader.read(file.toString(), CALENDAR, SSR))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("bad.csv").hasMessageContainingAll(words);
    }

    private DailyBars read(List<BarRow> bars) {
        return DailyBarsReader
                .read(BarRow.write(folder.resolve("bars" + System.nanoTime() + ".parquet"), bars).toString(), CALENDAR,
                        SSR);
    }

    private static int bar(DailyBars daily, String symbol) {
        return daily.bar(daily.ranges().get(symbol), (int) DAY.toEpochDay());
    }
}
