package io.microtape.manifest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.EventRow;
import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas, time buckets and relaxation over events of one symbol a row, whose raw score is the order. */
class BalanceTest {
    private static final String PM = "2024-01-16T08:00";
    private static final String OPENING = "2024-01-16T09:45";
    private static final String MIDDAY = "2024-01-16T12:00";
    private static final String CLOSING = "2024-01-16T15:00";
    private static final String AH = "2024-01-16T17:00";
    private static final String HALF_PM = "intraday_manifest.session_quotas.PM={min: 0.5, target: 0.5, max: 0.5}";
    private static final String HALF_RTH = "intraday_manifest.session_quotas.RTH={min: 0.5, target: 0.5, max: 0.5}";
    private static final String NO_AH = "intraday_manifest.session_quotas.AH={min: 0, target: 0, max: 0}";

    @TempDir
    Path folder;
    private int symbols;

    @Test
    void the_quotas_say_how_many_each_session_gives_and_the_best_are_taken() {
        List<EventRow> rows = new ArrayList<>();
        rows.addAll(events(3, PM));
        rows.addAll(events(6, MIDDAY));
        rows.addAll(events(2, AH));
        Selection selection = select(rows, HALF_PM, HALF_RTH, NO_AH, "intraday_manifest.max_events=10",
                "intraday_manifest.min_events=6");
        assertThat(selection.rows()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(selection.decisions().reason(6)).isEqualTo(Balance.SESSION_QUOTA);
        assertThat(selection.decisions().observed(6)).isEqualTo(4);
        assertThat(selection.decisions().threshold(6)).isEqualTo(3);
        assertThat(selection.decisions().threshold(9)).isZero();
    }

    @Test
    void without_enforcement_the_quotas_are_only_reported() {
        List<EventRow> rows = new ArrayList<>(events(2, PM));
        rows.addAll(events(6, MIDDAY));
        Selection selection = select(rows, HALF_PM, HALF_RTH, NO_AH, "intraday_manifest.enforce_quotas=false");
        assertThat(selection.rows()).hasSize(8);
        QuotaReport report = report(selection, HALF_PM, HALF_RTH, NO_AH, "intraday_manifest.enforce_quotas=false");
        assertThat(report.bandsHold()).isFalse();
        assertThat(report.sessions().getFirst().selectedPct()).isEqualTo(25);
        assertThat(report.sessions().getFirst().minPct()).isEqualTo(50);
    }

    @Test
    void regular_hours_are_shared_by_buckets_and_unused_slots_go_to_the_best_remaining() {
        List<EventRow> rows = new ArrayList<>(events(1, OPENING));
        rows.addAll(events(9, MIDDAY));
        rows.addAll(events(4, CLOSING));
        String buckets = "intraday_manifest.ensure_time_buckets={\"0930-1015\": 0.4, \"1015-1400\": 0.2, \"1400-1600\": 0.4}";
        Selection selection = select(rows, buckets, "intraday_manifest.max_events=10");
        // 4, 2 and 4 slots; the opening fills one, so three slots are left for the best of the rest, all at midday.
        assertThat(selection.rows()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 10, 11, 12, 13);
        assertThat(selection.decisions().reason(6)).isEqualTo(Balance.TIME_BUCKET);
        assertThat(selection.decisions().observed(6)).isEqualTo(6);
        assertThat(selection.decisions().threshold(6)).isEqualTo(2);
        assertThat(select(rows, buckets, "intraday_manifest.max_events=10",
                "intraday_manifest.enforce_time_buckets=false").rows())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void only_the_short_session_is_relaxed_and_only_as_far_as_needed() {
        List<EventRow> rows = new ArrayList<>(events(2, PM));
        rows.addAll(bars(2, PM, 9_500));
        rows.addAll(bars(2, PM, 8_500));
        rows.addAll(events(4, MIDDAY));
        rows.addAll(bars(2, MIDDAY, 9_500));
        String[] settings = {HALF_PM, HALF_RTH, NO_AH, "liquidity_filters.min_dollar_volume_bar=100000",
                "intraday_manifest.max_events=8", "intraday_manifest.min_events=8"};
        Selection selection = select(rows, settings);
        assertThat(selection.rows()).containsExactlyInAnyOrder(0, 1, 2, 3, 6, 7, 8, 9);
        assertThat(selection.relaxationStep(0)).isZero();
        assertThat(selection.relaxationStep(2)).isEqualTo(1);
        assertThat(selection.decisions().reason(4)).isEqualTo(LiquidityRules.DOLLAR_VOLUME_BAR);
        assertThat(selection.decisions().reason(10)).isEqualTo(LiquidityRules.DOLLAR_VOLUME_BAR);
        QuotaReport report = report(selection, settings);
        assertThat(report.relaxations())
                .containsExactly(new QuotaReport.Relaxation("PM", 1, Ladder.words(1), 2));
        assertThat(report.shortfalls()).isEmpty();
        assertThat(report.bandsHold()).isTrue();
    }

    @Test
    void an_event_that_passed_as_it_is_comes_before_a_better_one_that_needed_relaxing() {
        List<EventRow> rows = new ArrayList<>();
        rows.addAll(bars(2, PM, 9_500));
        rows.addAll(events(1, PM));
        rows.addAll(events(2, MIDDAY));
        Selection selection = select(rows, HALF_PM, HALF_RTH, NO_AH, "liquidity_filters.min_dollar_volume_bar=100000",
                "intraday_manifest.max_events=4", "intraday_manifest.min_events=4");
        assertThat(selection.rows()).containsExactlyInAnyOrder(0, 2, 3, 4);
        assertThat(selection.decisions().reason(1)).isEqualTo(LiquidityRules.DOLLAR_VOLUME_BAR);
    }

    @Test
    void when_no_relaxation_suffices_all_are_undone_and_the_binding_filter_is_named() {
        List<EventRow> rows = new ArrayList<>(events(1, PM));
        rows.addAll(bars(1, PM, 9_500));
        rows.addAll(bars(2, PM, 5_000));
        rows.addAll(events(9, MIDDAY));
        String[] settings = {HALF_PM, HALF_RTH, NO_AH, "liquidity_filters.min_dollar_volume_bar=100000",
                "intraday_manifest.max_events=10", "intraday_manifest.min_events=10"};
        Selection selection = select(rows, settings);
        assertThat(selection.rows()).containsExactlyInAnyOrder(0, 4, 5, 6, 7, 8);
        QuotaReport report = report(selection, settings);
        assertThat(report.relaxations()).isEmpty();
        assertThat(report.bandsHold()).isFalse();
        assertThat(report.shortfalls()).singleElement()
                .extracting(QuotaReport.Shortfall::words).isEqualTo("PM needs 5, 1 pass; "
                        + "the binding filter is dollar_volume_bar_below_min, without it +3");
    }

    @Test
    void a_cap_can_be_the_binding_filter() {
        List<EventRow> rows = new ArrayList<>();
        for (int minute = 10; minute < 14; minute++) {
            rows.add(EventRow.at("AA", "2024-01-16T08:" + minute, "flush", minute));
        }
        rows.addAll(events(4, MIDDAY));
        String[] settings = {HALF_PM, HALF_RTH, NO_AH, "intraday_manifest.max_per_symbol_day=1",
                "intraday_manifest.max_events=8", "intraday_manifest.min_events=8"};
        assertThat(report(select(rows, settings), settings).shortfalls()).singleElement()
                .extracting(QuotaReport.Shortfall::bindingFilter).isEqualTo("max_per_symbol_day");
    }

    /** Liquid events, best first. */
    private List<EventRow> events(int count, String at) {
        return bars(count, at, 100_000);
    }

    /** Events of so many shares at about ten dollars. */
    private List<EventRow> bars(int count, String at, double volume) {
        List<EventRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            symbols++;
            rows.add(EventRow.at("S" + symbols, at, "flush", 1_000 - symbols).withBar(10.1, 9.95, 10.0, volume));
        }
        return rows;
    }

    private Selection select(List<EventRow> rows, String... settings) {
        Path file = EventRow.write(folder.resolve("events" + System.nanoTime() + ".parquet"), rows);
        EventTable events = EventReader.read(file.toString());
        return new Selector(profile(settings)).select(events,
                Enrichment.of(events, MarketCalendars.usEquities(), DailyBars.NONE,
                        MinuteBars.NONE));
    }

    private static QuotaReport report(Selection selection, String... settings) {
        return QuotaReport.of(selection, profile(settings).intradayManifest());
    }

    private static Profile profile(String... settings) {
        var loose = Stream.of("intraday_manifest.require_daily_metrics=false", "intraday_manifest.min_event_score=0",
                "intraday_manifest.score_normalization=none", "intraday_manifest.max_per_symbol_day=9");
        return Config.load(Optional.empty(), Optional.of("demo"),
                Stream.concat(loose, Arrays.stream(settings)).toList()).profile();
    }
}
