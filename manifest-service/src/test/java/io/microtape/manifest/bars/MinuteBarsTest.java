package io.microtape.manifest.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.microtape.manifest.CsvFile;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinuteBarsTest {
    private static final String BARS = "symbol,timestamp,open,high,low,close,volume,vwap";
    private static final String OTHER_COLUMNS = ",flush,5,10,10.2,10,10.1,3000";
    /** 09:30 in New York. */
    private static final Instant OPEN = Instant.parse("2024-01-16T14:30:00Z");

    @TempDir
    Path folder;

    @Test
    void a_minute_is_measured_against_the_twenty_bars_before_it_and_never_against_itself() {
        List<String> bars = bars(OPEN, 20);
        bars.add(bar(OPEN.plusSeconds(20 * 60), 700));
        Enrichment enriched = enriched(bars, "AA," + OPEN.plusSeconds(20 * 60) + OTHER_COLUMNS,
                "AA," + OPEN.plusSeconds(19 * 60) + OTHER_COLUMNS, "BB," + OPEN.plusSeconds(20 * 60) + OTHER_COLUMNS,
                "AA," + OPEN.plusSeconds(21 * 60) + OTHER_COLUMNS);
        assertThat(enriched.spikeX()).containsExactly(7, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void bars_of_the_day_before_and_minutes_without_a_trade_do_not_count() {
        List<String> bars = bars(OPEN.minusSeconds(86_400), 30);
        bars.addAll(bars(OPEN, 19));
        bars.add(bar(OPEN.plusSeconds(60 * 60), 700));
        bars.add(bar(OPEN.plusSeconds(90 * 60), 650));
        Enrichment enriched = enriched(bars, "AA," + OPEN.plusSeconds(60 * 60) + OTHER_COLUMNS,
                "AA," + OPEN.plusSeconds(90 * 60) + OTHER_COLUMNS);
        assertThat(enriched.spikeX()[0]).isNaN();
        assertThat(enriched.spikeX()[1]).isCloseTo(650 / ((19 * 100 + 700) / 20.0), within(1e-12));
    }

    @Test
    void the_bars_fill_in_what_an_event_does_not_say_and_nothing_else() {
        List<String> bars = bars(OPEN, 21);
        Path events = CsvFile.write(folder.resolve("events.csv"),
                "symbol,timestamp,event_type,score,open,high,low,close,volume,vwap_min,spike_x",
                "AA," + OPEN.plusSeconds(20 * 60) + OTHER_COLUMNS + ",,",
                "AA," + OPEN.plusSeconds(20 * 60) + OTHER_COLUMNS + ",10.15,3.5");
        Enrichment enriched = Enrichment.of(EventReader.read(events.toString()), MarketCalendars.usEquities(),
                DailyBars.NONE, read(bars));
        assertThat(enriched.vwapMin()).containsExactly(10.05, 10.15);
        assertThat(enriched.spikeX()).containsExactly(1, 3.5);
        assertThat(enriched.dollarVolumeBar()[0]).isCloseTo(30_150, within(1e-9));
    }

    @Test
    void a_bar_inside_a_minute_and_two_different_bars_of_one_minute_are_refused() {
        assertThatThrownBy(() -> read(List.of(bar(OPEN.plusSeconds(7), 1)))).isInstanceOf(TableException.class)
                .hasMessageContainingAll("minutes.csv", "column timestamp", "row 0", "inside a minute");
        assertThatThrownBy(() -> read(List.of(bar(OPEN, 1), bar(OPEN, 2)))).isInstanceOf(TableException.class)
                .hasMessageContainingAll("minutes.csv", "two different bars of AA on 2024-01-16T14:30:00Z");
        assertThat(read(List.of(bar(OPEN, 1), bar(OPEN, 1))).minute()).hasSize(1);
    }

    private static List<String> bars(Instant from, int minutes) {
        List<String> bars = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            bars.add(bar(from.plusSeconds(i * 60L), 100));
        }
        return bars;
    }

    private static String bar(Instant minute, int volume) {
        return "AA,%s,10,10.2,10,10.1,%d,10.05".formatted(minute, volume);
    }

    private Enrichment enriched(List<String> bars, String... events) {
        List<String> lines = new ArrayList<>(List.of(events));
        lines.addFirst(CsvFile.EVENTS);
        Path file = CsvFile.write(folder.resolve("events.csv"), lines.toArray(String[]::new));
        return Enrichment.of(EventReader.read(file.toString()), MarketCalendars.usEquities(), DailyBars.NONE,
                read(bars));
    }

    private MinuteBars read(List<String> bars) {
        List<String> lines = new ArrayList<>(bars);
        lines.addFirst(BARS);
        return MinuteBarsReader
                .read(CsvFile.write(folder.resolve("minutes.csv"), lines.toArray(String[]::new)).toString());
    }
}
