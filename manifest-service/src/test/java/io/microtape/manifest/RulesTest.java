package io.microtape.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Decisions;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.model.profile.LiquidityFilters.SsrHeuristic;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule on its own: one event that breaks it among events that do not. */
class RulesTest {
    private static final MarketCalendar CALENDAR = MarketCalendars.usEquities();
    /** An event that passes every rule of the profile below. */
    private static final EventRow GOOD = EventRow.at("AA", "2024-01-16T10:00", "flush", 5);

    @TempDir
    Path folder;

    @Test
    void an_event_that_breaks_no_rule_is_selected() {
        assertThat(select(List.of(GOOD)).rows()).containsExactly(0);
    }

    @Test
    void an_event_without_symbol_instant_or_type_is_unparseable() {
        assertRejected("integrity", "unparseable", GOOD.withSymbol(null));
        assertRejected("integrity", "unparseable", GOOD.withSymbol("../AA"));
        assertRejected("integrity", "unparseable",
                new EventRow("AA", null, "flush", 5.0, 1.0, 1.0, 1.0, 1.0, null, null));
        assertRejected("integrity", "unparseable",
                new EventRow("AA", GOOD.timestamp(), " ", 5.0, 1.0, 1.0, 1.0, 1.0, null, null));
    }

    @Test
    void an_event_while_nothing_trades_is_closed() {
        assertRejected("integrity", "session_closed", EventRow.at("AA", "2024-01-16T20:00", "flush", 5));
        assertRejected("integrity", "session_closed", EventRow.at("AA", "2024-01-14T10:00", "flush", 5));
        assertRejected("integrity", "session_closed", EventRow.at("AA", "2023-11-24T17:00", "flush", 5));
    }

    @Test
    void the_best_row_of_an_event_stays_and_the_others_are_duplicates() {
        var rows = List.of(GOOD.withScore(Double.NaN), GOOD.withScore(4.0), GOOD.withScore(null),
                GOOD.withScore(4.0).withLabels("RTH", null), GOOD.withScore(4.0).withLabels("RTH", "up"));
        Selection selection = select(rows);
        assertThat(selection.rows()).containsExactly(4);
        assertThat(selection.duplicates()).isEqualTo(4);
    }

    @Test
    void a_session_that_is_not_allowed_is_rejected() {
        Selection selection = select(List.of(EventRow.at("AA", "2024-01-16T08:00", "flush", 5)),
                "intraday_manifest.allow_sessions.premarket=false");
        assertThat(selection.decisions().reason(0).name()).isEqualTo("session_not_allowed");
    }

    @Test
    void a_missing_score_is_named_as_such_whatever_it_is_missing_as() {
        assertRejected("quality", "score_missing", GOOD.withScore(Double.NaN));
        assertRejected("quality", "score_missing", GOOD.withScore(null));
        assertRejected("quality", "score_missing", GOOD.withScore(Double.POSITIVE_INFINITY));
    }

    @Test
    void a_score_below_the_least_is_rejected_with_what_was_seen_and_asked() {
        Selection selection = select(List.of(GOOD.withScore(0.1)), "intraday_manifest.score_normalization=none",
                "intraday_manifest.min_event_score=0.2");
        assertThat(selection.decisions().reason(0).name()).isEqualTo("score_below_min");
        assertThat(selection.decisions().observed(0)).isEqualTo(0.1);
        assertThat(selection.decisions().threshold(0)).isEqualTo(0.2);
    }

    @Test
    void a_price_outside_the_range_is_rejected_with_the_bound_it_crossed() {
        Decisions low = assertRejected("quality", "price_outside_range", GOOD.withBar(0.5, 0.5, 0.5, 1e6));
        assertThat(low.threshold(0)).isEqualTo(1);
        Decisions high = assertRejected("quality", "price_outside_range", GOOD.withBar(200.5, 200.5, 200.5, 1e6));
        assertThat(high.threshold(0)).isEqualTo(200);
        assertThat(select(List.of(GOOD.withBar(200.0, 200.0, 200.0, 1e6))).rows()).containsExactly(0);
    }

    @Test
    void a_metric_that_cannot_be_computed_is_missing_by_name() {
        assertRejected("quality", "metric_missing:vwap_min", GOOD.withBar(null, 10.0, 10.0, 1e6));
        assertRejected("quality", "metric_missing:volume", GOOD.withBar(10.0, 10.0, 10.0, null));
        assertRejected("quality", "metric_missing:spread_proxy", GOOD.withBar(9.0, 10.0, 10.0, 1e6));
    }

    @Test
    void missing_daily_metrics_reject_only_while_they_are_required() {
        Selection selection = select(List.of(GOOD), "intraday_manifest.require_daily_metrics=true");
        assertThat(selection.decisions().reason(0).name()).isEqualTo("rvol_day_missing");
        assertThat(selection.decisions().alsoFailed(0)).isEqualTo("metric_missing:dollar_volume_day");
        assertThat(select(List.of(GOOD), "liquidity_filters.rvol_day_min=9").rows()).containsExactly(0);
    }

    @Test
    void each_liquidity_threshold_names_itself_and_what_else_would_fail() {
        Decisions wide = assertRejected("liquidity", "spread_proxy_above_max", GOOD.withBar(12.0, 10.0, 11.0, 1e6));
        assertThat(wide.threshold(0)).isEqualTo(0.05);
        assertThat(wide.alsoFailed(0)).isEmpty();
        Decisions thin = assertRejected("liquidity", "dollar_volume_bar_below_min",
                GOOD.withBar(12.0, 10.0, 11.0, 50.0));
        assertThat(thin.alsoFailed(0)).isEqualTo("volume_below_min,spread_proxy_above_max");
        Decisions poor = assertRejected("quality", "price_outside_range", GOOD.withBar(0.5, 0.5, 0.5, 50.0));
        assertThat(poor.alsoFailed(0)).isEqualTo("dollar_volume_bar_below_min,volume_below_min");
    }

    @Test
    void daily_thresholds_apply_where_daily_metrics_exist() {
        List<BarRow> bars = new ArrayList<>(BarRowSeries.flat("AA", "2024-01-16", 20, 1_000));
        bars.add(new BarRow("AA", LocalDate.parse("2024-01-16"), 10, 10, 2_000));
        DailyBars daily = DailyBarsReader
                .read(BarRow.write(folder.resolve("bars.parquet"), bars).toString(), CALENDAR,
                        new SsrHeuristic(true, 10));
        Selection low = select(List.of(GOOD), daily, "liquidity_filters.rvol_day_min=2.1",
                "liquidity_filters.min_dollar_volume_day=20001");
        assertThat(low.decisions().reason(0).name()).isEqualTo("dollar_volume_day_below_min");
        assertThat(low.decisions().observed(0)).isEqualTo(20_000);
        assertThat(low.decisions().alsoFailed(0)).isEqualTo("rvol_day_below_min");
        assertThat(select(List.of(GOOD), daily, "liquidity_filters.rvol_day_min=2").rows()).containsExactly(0);
    }

    @Test
    void caps_keep_the_best_and_say_the_rank_of_the_others() {
        var rows = List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 1),
                EventRow.at("AA", "2024-01-16T11:00", "flush", 2), EventRow.at("AA", "2024-01-17T11:00", "flush", 3),
                EventRow.at("AA", "2024-02-01T11:00", "flush", 4), EventRow.at("AA", "2024-02-02T11:00", "flush", 5));
        assertReasons(rows, List.of("max_per_symbol_month", "max_per_symbol_month", "", "max_per_symbol_month", ""),
                "intraday_manifest.max_per_symbol_month=1");
        assertReasons(rows, List.of("max_per_symbol_day", "", "", "", ""), "intraday_manifest.max_per_symbol_day=1");
        assertReasons(rows, List.of("max_per_symbol", "max_per_symbol", "max_per_symbol", "", ""),
                "intraday_manifest.max_per_symbol=2");
        assertReasons(rows, List.of("max_per_symbol_day", "max_per_symbol_month", "", "max_per_symbol_month", ""),
                "intraday_manifest.max_per_symbol_day=1", "intraday_manifest.max_per_symbol_month=1");
        Decisions decisions = select(rows, "intraday_manifest.max_per_symbol=2").decisions();
        assertThat(decisions.observed(0)).isEqualTo(5);
        assertThat(decisions.threshold(0)).isEqualTo(2);
    }

    @Test
    void the_global_cap_takes_each_symbols_best_before_anything_else() {
        var rows = List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 9),
                EventRow.at("AA", "2024-01-17T10:00", "flush", 8), EventRow.at("BB", "2024-01-16T10:00", "flush", 1),
                EventRow.at("AA", "2024-01-18T10:00", "flush", 7));
        assertReasons(rows, List.of("", "max_events", "", "max_events"), "intraday_manifest.max_events=2",
                "intraday_manifest.enforce_quotas=false");
        Selection selection = select(rows, "intraday_manifest.max_events=3", "intraday_manifest.enforce_quotas=false");
        assertThat(selection.rows()).containsExactly(0, 1, 2);
        assertThat(selection.coverage().stream()).containsExactlyInAnyOrder(0, 2);
        assertThat(selection.decisions().observed(3)).isEqualTo(4);
    }

    @Test
    void the_total_order_asks_score_then_dollar_volume_then_instant_then_symbol_then_type() {
        var rows = List.of(EventRow.at("BB", "2024-01-16T10:00", "flush", 1),
                EventRow.at("AA", "2024-01-16T10:00", "vwap_break", 1),
                EventRow.at("AA", "2024-01-16T10:00", "flush", 1),
                EventRow.at("CC", "2024-01-16T09:59", "flush", 1),
                EventRow.at("CC", "2024-01-16T10:30", "flush", 1).withBar(10.1, 10.0, 10.05, 200_000.0),
                EventRow.at("DD", "2024-01-16T10:30", "flush", 2));
        assertThat(select(rows, "intraday_manifest.score_normalization=none").rows()).containsExactly(5, 4, 3, 2, 1, 0);
    }

    @Test
    void priority_types_come_before_all_others_in_the_order_given() {
        var rows = List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 9),
                EventRow.at("BB", "2024-01-16T10:00", "vwap_break", 1),
                EventRow.at("CC", "2024-01-16T10:00", "volume_spike", 2),
                EventRow.at("DD", "2024-01-16T10:00", "vwap_break", 3));
        assertThat(select(rows, "intraday_manifest.score_normalization=none",
                "intraday_manifest.ordering=type_priority",
                "intraday_manifest.priority_event_types=[volume_spike, vwap_break]").rows())
                .containsExactly(2, 3, 1, 0);
    }

    @Test
    void an_event_outside_the_period_is_rejected_and_the_days_at_its_ends_are_inside() {
        var rows = List.of(EventRow.at("AA", "2024-01-15T10:00", "flush", 9),
                EventRow.at("AA", "2024-01-16T10:00", "flush", 9), EventRow.at("AA", "2024-01-17T15:59", "flush", 9),
                EventRow.at("AA", "2024-01-18T10:00", "flush", 9));
        assertReasons(rows, List.of("session_closed", "", "", "outside_period"),
                "intraday_manifest.period.from=2024-01-16", "intraday_manifest.period.to=2024-01-17");
    }

    @Test
    void a_session_may_have_thresholds_of_its_own() {
        var rows = List.of(EventRow.at("AA", "2024-01-16T08:00", "flush", 9).withBar(10.0, 10.0, 10.0, 3_000.0),
                EventRow.at("BB", "2024-01-16T10:00", "flush", 9).withBar(10.0, 10.0, 10.0, 3_000.0));
        assertReasons(rows, List.of("", "dollar_volume_bar_below_min"),
                "liquidity_filters.min_dollar_volume_bar=100000", "liquidity_filters.PM.min_dollar_volume_bar=30000");
        Decisions decisions = select(rows, "liquidity_filters.min_dollar_volume_bar=100000",
                "liquidity_filters.PM.min_dollar_volume_bar=40000").decisions();
        assertThat(decisions.threshold(0)).isEqualTo(40_000);
        assertThat(decisions.threshold(1)).isEqualTo(100_000);
    }

    private Decisions assertRejected(String stage, String reason, EventRow row) {
        Decisions decisions = select(List.of(row)).decisions();
        assertThat(decisions.reason(0).name()).isEqualTo(reason);
        assertThat(decisions.reason(0).stage()).hasToString(stage.toUpperCase(Locale.ROOT));
        return decisions;
    }

    private void assertReasons(List<EventRow> rows, List<String> reasons, String... settings) {
        Decisions decisions = select(rows, settings).decisions();
        for (int row = 0; row < rows.size(); row++) {
            assertThat(decisions.isRejected(row) ? decisions.reason(row).name() : "").as("row " + row)
                    .isEqualTo(reasons.get(row));
        }
    }

    private Selection select(List<EventRow> rows, String... settings) {
        return select(rows, DailyBars.NONE, settings);
    }

    private Selection select(List<EventRow> rows, DailyBars bars, String... settings) {
        Path file = EventRow.write(folder.resolve("events" + System.nanoTime() + ".parquet"), rows);
        EventTable events = EventReader.read(file.toString());
        var loose = Stream.of("intraday_manifest.require_daily_metrics=false", "intraday_manifest.min_event_score=0",
                "intraday_manifest.max_per_symbol_day=9");
        var profile = Config.load(Optional.empty(), Optional.of("demo"),
                Stream.concat(loose, Arrays.stream(settings)).toList()).profile();
        return new Selector(profile).select(events, Enrichment.of(events, CALENDAR, bars, MinuteBars.NONE));
    }
}
