package io.microtape.manifest;

import static io.microtape.manifest.CsvFile.EVENT;
import static io.microtape.manifest.CsvFile.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue of docs/inputs.md: input that is the fate of its row and stops nothing. */
class RowFatesTest {
    @TempDir
    Path folder;

    @Test
    void a_symbol_that_could_not_name_a_file_or_address_is_unparseable() {
        for (String symbol : List.of("../../etc/passwd", "A/B", "A\\B", "A A", " AA", "..", ".A", "-A", "ÄÖ", "株",
                "A\u0000",
                "A%2F", "\"\"\"A\"\"\"", "\"A,B\"", "A".repeat(40), "")) {
            assertThat(fate(EVENT.replace("AA", symbol))).as(symbol).isEqualTo("unparseable");
        }
        assertThat(fate(EVENT.replace("AA", "A".repeat(32)))).isEqualTo("selected");
        assertThat(fate(EVENT.replace("AA", "BRK.B"))).isEqualTo("selected");
    }

    @Test
    void a_timestamp_that_is_none_or_out_of_range_is_unparseable() {
        for (String timestamp : List.of("", "soon", "20240116", "1900-01-01T15:00:00Z", "9999-12-31T15:00:00Z", "-1",
                "99999999999999999999")) {
            assertThat(fate(EVENT.replace("2024-01-16T15:00:00Z", timestamp))).as(timestamp).isEqualTo("unparseable");
        }
    }

    @Test
    void a_price_or_volume_that_is_no_measurement_is_a_missing_metric() {
        String end = "10.05,10.1,10,10.05,100000";
        assertThat(fate(EVENT.replace(end, "-10,-10,-10,-10,100000"))).isEqualTo("metric_missing:vwap_min");
        assertThat(fate(EVENT.replace(end, "10,inf,10,10,100000"))).isEqualTo("metric_missing:vwap_min");
        assertThat(fate(EVENT.replace(end, "10,10,10,,100000"))).isEqualTo("metric_missing:vwap_min");
        assertThat(fate(EVENT.replace(end, "10,10,11,10,100000"))).isEqualTo("metric_missing:spread_proxy");
        assertThat(fate(EVENT.replace(end, "10,10,10,10,-5"))).isEqualTo("metric_missing:volume");
        assertThat(fate(EVENT.replace(end, "10,10,10,10,inf"))).isEqualTo("metric_missing:volume");
        assertThat(fate(EVENT.replace(",5,", ",,"))).isEqualTo("score_missing");
    }

    private String fate(String event) {
        EventTable events = EventReader.read(CsvFile.write(folder.resolve("events.csv"), EVENTS, event).toString());
        Selection selection = new Selector(Config.load(Optional.empty(), Optional.of("demo"),
                List.of("intraday_manifest.require_daily_metrics=false", "intraday_manifest.min_event_score=0"))
                .profile()).select(events,
                        Enrichment.of(events, MarketCalendars.usEquities(), DailyBars.NONE, MinuteBars.NONE));
        return selection.rows().length == 1 ? "selected" : selection.decisions().reason(0).name();
    }
}
