package io.microtape.manifest.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.BarRow;
import io.microtape.manifest.BarRowSeries;
import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.ManifestBuilder;
import io.microtape.manifest.RandomEvents;
import io.microtape.manifest.store.ManifestFile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendTest {
    private static final int INPUTS = 60;
    private static final long SEED = 90_210;

    @TempDir
    Path folder;
    private int files;

    @Test
    void earlier_events_stay_as_they_were_and_new_ones_are_added_up_to_the_limits() {
        BuiltManifest parent = build(List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 1),
                EventRow.at("BB", "2024-01-16T10:00", "flush", 2)), Optional.empty());
        BuiltManifest child = build(List.of(EventRow.at("AA", "2024-01-17T10:00", "flush", 9),
                EventRow.at("AA", "2024-01-18T10:00", "flush", 8), EventRow.at("CC", "2024-01-18T10:00", "flush", 7)),
                Optional.of(parent.manifestId()), "intraday_manifest.max_per_symbol=2");
        assertThat(child.parentId()).contains(parent.manifestId());
        assertThat(child.manifestId()).isNotEqualTo(parent.manifestId());
        assertThat(ParquetTables.footer(Path.of(child.path()).resolve(ManifestFile.NAME)))
                .containsEntry("microtape.parent_id", parent.manifestId());
        assertThat(child.inputRows()).isEqualTo(5);
        assertThat(child.selected()).isEqualTo(4);
        assertThat(events(child)).containsAllEntriesOf(events(parent));
        assertThat(reasons(child)).containsOnlyKeys("kept", "coverage", "fill_by_score").containsEntry("kept", 2);
    }

    @Test
    void metrics_of_earlier_events_stay_where_today_no_bars_are_given() {
        List<BarRow> bars = new ArrayList<>(BarRowSeries.flat("AA", "2024-01-16", 20, 1_000));
        bars.add(new BarRow("AA", LocalDate.parse("2024-01-16"), 10, 10, 2_000));
        Path barFile = BarRow.write(folder.resolve("bars.parquet"), bars);
        var rows = List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 1));
        BuiltManifest parent = build(rows, Optional.of(barFile), Optional.empty());
        BuiltManifest child = build(List.of(EventRow.at("BB", "2024-01-18T10:00", "flush", 7)), Optional.empty(),
                Optional.of(parent.manifestId()));
        assertThat(number(child, "AA", "dollar_volume_day")).isEqualTo(20_000)
                .isEqualTo(number(parent, "AA", "dollar_volume_day"));
        assertThat(number(child, "AA", "rvol_day")).isEqualTo(2);
        assertThat(number(child, "BB", "rvol_day")).isNaN();
    }

    @Test
    void appending_to_a_manifest_that_was_changed_or_is_not_there_is_refused() {
        var rows = List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 1));
        assertThatThrownBy(() -> build(rows, Optional.of("core_20240101_000000000000")))
                .isInstanceOf(TableException.class).hasMessageContaining("there is no manifest core_20240101");
        assertThatThrownBy(() -> build(rows, Optional.of(".."))).isInstanceOf(TableException.class);
    }

    @Test
    void other_windows_or_a_limit_below_what_is_kept_are_refused() {
        var rows = List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 1),
                EventRow.at("BB", "2024-01-16T10:00", "flush", 2));
        String parent = build(rows, Optional.empty()).manifestId();
        assertThatThrownBy(() -> build(rows, Optional.of(parent), "event_tape_window_after_minutes=9"))
                .isInstanceOf(TableException.class).hasMessageContaining("other windows")
                .hasMessageContaining("(event_tape_window_after_minutes was 7, is 9)");
        assertThatThrownBy(() -> build(rows, Optional.of(parent), "intraday_manifest.max_events=1"))
                .isInstanceOf(TableException.class).hasMessageContaining("max_events is 1");
    }

    @Test
    void the_same_input_again_adds_what_a_larger_manifest_of_it_would_have_had() {
        System.out.printf(Locale.ROOT, "seed %d, %d inputs%n", SEED, INPUTS);
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            String[] quotasOff = {"intraday_manifest.enforce_quotas=false",
                    "intraday_manifest.enforce_time_buckets=false"};
            String[] few = with(quotasOff, "intraday_manifest.max_events=3");
            String[] more = with(quotasOff, "intraday_manifest.max_events=6");
            BuiltManifest small = build(rows, Optional.empty(), few);
            BuiltManifest appended = build(rows, Optional.of(small.manifestId()), more);
            BuiltManifest large = build(rows, Optional.empty(), more);
            assertThat(events(appended)).as("seed %d", SEED + i).containsAllEntriesOf(events(small))
                    .isEqualTo(events(large));
        }
    }

    @Test
    void lists_that_are_carried_are_carried_on_when_appending() {
        String carry = "intraday_manifest.carry_columns=[conditions]";
        BuiltManifest parent = build(withLists(EventRow.at("AA", "2024-01-16T10:00", "flush", 1), 4, 5),
                Optional.empty(), Optional.empty(), carry);
        BuiltManifest child = build(withLists(EventRow.at("BB", "2024-01-16T10:00", "flush", 2), 6), Optional.empty(),
                Optional.of(parent.manifestId()), carry);
        Table table = ParquetTables.read(Path.of(child.path()).resolve(ManifestFile.NAME));
        var lists = (Column.IntLists) table.column("conditions").orElseThrow();
        var symbols = (Column.Strings) table.column("symbol").orElseThrow();
        Map<String, List<Integer>> bySymbol = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            bySymbol.put(symbols.get(row), Arrays.stream(lists.values(), lists.offsets()[row], lists.offsets()[row + 1])
                    .boxed().toList());
        }
        assertThat(bySymbol).containsOnly(Map.entry("AA", List.of(4, 5)), Map.entry("BB", List.of(6)));
    }

    private static Table withLists(EventRow row, int... conditions) {
        var table = new Table.Builder();
        EventRow.table(List.of(row)).columns().forEach(table::add);
        return table.add("conditions",
                new Column.IntLists(new int[] {0, conditions.length}, conditions, new boolean[] {true})).build();
    }

    private static String[] with(String[] settings, String more) {
        return Stream.concat(Arrays.stream(settings), Stream.of(more)).toArray(String[]::new);
    }

    /** Score by event. */
    private static Map<String, Double> events(BuiltManifest manifest) {
        Table table = ParquetTables.read(Path.of(manifest.path()).resolve(ManifestFile.NAME));
        Map<String, Double> events = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            events.put(((Column.Strings) table.column("event_id").orElseThrow()).get(row),
                    ((Column.Doubles) table.column("score").orElseThrow()).values()[row]);
        }
        return events;
    }

    private static Map<String, Integer> reasons(BuiltManifest manifest) {
        Table table = ParquetTables.read(Path.of(manifest.path()).resolve(ManifestFile.NAME));
        Map<String, Integer> reasons = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            reasons.merge(((Column.Strings) table.column("selection_reason").orElseThrow()).get(row), 1, Integer::sum);
        }
        return reasons;
    }

    private static double number(BuiltManifest manifest, String symbol, String column) {
        Table table = ParquetTables.read(Path.of(manifest.path()).resolve(ManifestFile.NAME));
        var symbols = (Column.Strings) table.column("symbol").orElseThrow();
        int row = 0;
        while (!symbols.get(row).equals(symbol)) {
            row++;
        }
        return ((Column.Doubles) table.column(column).orElseThrow()).values()[row];
    }

    private BuiltManifest build(List<EventRow> rows, Optional<String> append, String... settings) {
        return build(EventRow.table(rows), Optional.empty(), append, settings);
    }

    private BuiltManifest build(List<EventRow> rows, Optional<Path> bars, Optional<String> append) {
        return build(EventRow.table(rows), bars, append);
    }

    private BuiltManifest build(Table events, Optional<Path> bars, Optional<String> append, String... settings) {
        Path file = EventRow.write(folder.resolve("events" + files++ + ".parquet"), events);
        List<String> all = new ArrayList<>(List.of("intraday_manifest.require_daily_metrics=false",
                "intraday_manifest.min_event_score=0", "intraday_manifest.max_per_symbol_day=9"));
        all.addAll(List.of(settings));
        return new ManifestBuilder(MarketCalendars.usEquities(), folder.resolve("manifests"))
                .build(new BuildRequest(file.toString(), bars.map(Path::toString), Optional.empty(),
                        Config.load(Optional.empty(), Optional.of("demo"), all).profile(), false, append,
                        Optional.empty()));
    }
}
