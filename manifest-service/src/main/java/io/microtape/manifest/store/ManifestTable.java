package io.microtape.manifest.store;

import io.microtape.manifest.bars.DayMetrics;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Groups;
import io.microtape.manifest.selection.Selection;
import io.microtape.model.id.EventId;
import io.microtape.model.id.WindowId;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.NewYorkTime;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** The rows of {@code manifest.parquet}: the selected events, enriched and ranked, sorted by {@code manifest_rank}. */
public final class ManifestTable {
    private static final DateTimeFormatter NEW_YORK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private ManifestTable() {}

    public static Table of(Selection selection, Profile profile) {
        var table = new Table.Builder();
        identity(selection, table);
        given(selection, table);
        enriched(selection, table);
        var selected = new Gather(selection.rows());
        selection.events().carried().forEach((name, column) -> table.add(name, selected.column(column)));
        ranks(selection, table);
        long[] instant = instants(selection);
        table.add("window_from", timestamps(instant, -profile.before().toNanos()));
        table.add("window_to", timestamps(instant, profile.after().toNanos()));
        return table.build();
    }

    private static void identity(Selection selection, Table.Builder table) {
        EventTable events = selection.events();
        Enrichment enriched = selection.enriched();
        var selected = new Gather(selection.rows());
        table.add("event_id", selected.texts(row -> EventId
                .of(events.symbol().get(row), events.eventType().get(row), events.timestamp()[row]).value()));
        table.add("window_id",
                selected.texts(row -> WindowId.of(events.symbol().get(row), events.timestamp()[row]).value()));
        table.add("symbol", selected.texts(events.symbol()));
        table.add("event_type", selected.texts(events.eventType()));
        table.add("timestamp", selected.timestamps(events.timestamp()));
        table.add("timestamp_et",
                selected.texts(row -> NEW_YORK.format(NewYorkTime.dateTime(events.timestamp()[row]))));
        table.add("date_et", Column.Longs.of(Kind.DATE,
                Arrays.stream(selection.rows()).mapToLong(row -> enriched.epochDay()[row]).toArray()));
        table.add("session", selected.texts(row -> enriched.session()[row].name()));
    }

    private static void given(Selection selection, Table.Builder table) {
        EventTable events = selection.events();
        var selected = new Gather(selection.rows());
        table.add("direction", selected.texts(events.direction()));
        table.add("event_bias", selected.texts(events.eventBias()));
        table.add("close_vs_open", selected.texts(events.closeVsOpen()));
        table.add("spike_x", selected.numbers(selection.enriched().spikeX()));
        table.add("tier", selected.numbers(events.tier()));
        table.add("score", selected.numbers(selection.score()));
        table.add("score_raw", selected.numbers(events.score()));
        table.add("open", selected.numbers(events.open()));
        table.add("high", selected.numbers(events.high()));
        table.add("low", selected.numbers(events.low()));
        table.add("close", selected.numbers(events.close()));
        table.add("volume", selected.numbers(events.volume()));
        table.add("dollar_volume", selected.numbers(events.dollarVolume()));
    }

    private static void enriched(Selection selection, Table.Builder table) {
        Enrichment enriched = selection.enriched();
        int[] rows = selection.rows();
        var selected = new Gather(rows);
        table.add("vwap_min", selected.numbers(enriched.vwapMin()));
        table.add("dollar_volume_bar", selected.numbers(enriched.dollarVolumeBar()));
        table.add("spread_proxy", selected.numbers(enriched.spreadProxy()));
        table.add("dollar_volume_day", selected.numbers(enriched.dollarVolumeDay()));
        table.add("rvol_day", selected.numbers(enriched.rvolDay()));
        boolean[] rvolMissing = new boolean[rows.length];
        boolean[] restricted = new boolean[rows.length];
        boolean[] known = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rvolMissing[i] = Double.isNaN(enriched.rvolDay()[rows[i]]);
            restricted[i] = enriched.shortSaleRestricted()[rows[i]] == DayMetrics.TRUE;
            known[i] = enriched.shortSaleRestricted()[rows[i]] != DayMetrics.UNKNOWN;
        }
        table.add("rvol_day_missing", Column.Booleans.of(rvolMissing));
        table.add("is_ssr_day", new Column.Booleans(restricted, known));
    }

    private static void ranks(Selection selection, Table.Builder table) {
        int[] rows = selection.rows();
        var groups = new Groups(selection.events(), selection.enriched());
        int[] manifestRank = new int[rows.length];
        Arrays.setAll(manifestRank, i -> i + 1);
        table.add("manifest_rank", integers(manifestRank));
        table.add("rank_in_symbol", integers(Groups.ranks(rows, groups::symbol)));
        table.add("rank_in_symbol_day", integers(Groups.ranks(rows, groups::symbolDay)));
        table.add("selection_reason", new Gather(rows)
                .texts(row -> reason(selection, row)));
        table.add("relaxation_step", integers(Arrays.stream(rows).map(selection::relaxationStep).toArray()));
        boolean[] quotaMet = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            quotaMet[i] = selection.bandHolds(selection.enriched().session()[rows[i]]);
        }
        table.add("quota_met", Column.Booleans.of(quotaMet));
    }

    private static String reason(Selection selection, int row) {
        if (selection.isKept(row)) {
            return "kept";
        }
        return selection.coverage().get(row) ? "coverage" : "fill_by_score";
    }

    private static long[] instants(Selection selection) {
        return Arrays.stream(selection.rows()).mapToLong(row -> selection.events().timestamp()[row]).toArray();
    }

    private static Column timestamps(long[] instants, long shift) {
        return Column.Longs.of(Kind.TIMESTAMP_NANOS, Arrays.stream(instants).map(instant -> instant + shift).toArray());
    }

    private static Column integers(int[] values) {
        return Column.Longs.of(Kind.INT32, Arrays.stream(values).asLongStream().toArray());
    }
}
