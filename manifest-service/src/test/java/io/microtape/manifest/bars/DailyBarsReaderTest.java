package io.microtape.manifest.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.BarRow;
import io.microtape.manifest.BarRowSeries;
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

    private DailyBars read(List<BarRow> bars) {
        return DailyBarsReader
                .read(BarRow.write(folder.resolve("bars" + System.nanoTime() + ".parquet"), bars).toString(), CALENDAR,
                        new SsrHeuristic(true, 10));
    }

    private static int bar(DailyBars daily, String symbol) {
        return daily.bar(daily.ranges().get(symbol), (int) DAY.toEpochDay());
    }
}
