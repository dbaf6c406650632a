package io.microtape.manifest.events;

import static io.microtape.manifest.CsvFile.EVENT;
import static io.microtape.manifest.CsvFile.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.CsvFile;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.manifest.store.ManifestTable;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedColumnsTest {
    private static final EventRow EVENT_ROW = EventRow.at("AA", "2024-01-16T10:00", "flush", 5);

    @TempDir
    Path folder;

    @Test
    void columns_of_every_type_travel_untouched_and_a_shard_without_them_has_nulls() {
        shard("a.parquet", "n", Column.Longs.of(Kind.INT64, 7));
        shard("b.parquet", "other", Column.Booleans.of(true));
        shard("c.parquet", "n", new Column.Longs(Kind.INT64, new long[] {0}, new boolean[] {false}));
        shard("d.parquet", "list", new Column.IntLists(new int[] {0, 2}, new int[] {4, 5}, new boolean[] {true}));
        shard("e.parquet", "list", new Column.IntLists(new int[] {0, 1}, new int[] {6}, new boolean[] {true}));
        CsvFile.write(folder.resolve("f.csv"), EVENTS + ",label", EVENT + ",NaN");
        EventTable events = EventReader.read(folder.toString(), List.of("label", "n", "other", "list"));
        assertThat(events.carried().keySet()).containsExactly("label", "n", "other", "list");
        var n = (Column.Longs) events.carried().get("n");
        assertThat(n.values()).containsExactly(7, 0, 0, 0, 0, 0);
        assertThat(n.valid()).containsExactly(true, false, false, false, false, false);
        assertThat(((Column.Booleans) events.carried().get("other")).valid()).containsExactly(false, true, false, false,
                false, false);
        var list = (Column.IntLists) events.carried().get("list");
        assertThat(list.offsets()).containsExactly(0, 0, 0, 0, 2, 3, 3);
        assertThat(list.values()).containsExactly(4, 5, 6);
        assertThat(((Column.Strings) events.carried().get("label")).get(5)).isEqualTo("NaN");
        assertThat(((Column.Strings) events.carried().get("label")).get(0)).isNull();
    }

    @Test
    void a_name_that_no_file_has_and_types_that_contradict_are_refused_by_name() {
        shard("a.parquet", "n", Column.Longs.of(Kind.INT64, 7));
        shard("b.parquet", "n", Column.Doubles.of(7));
        assertRefused(List.of("m"), "no file has the column m");
        assertRefused(List.of("n"), "column n", "64-bit whole numbers", "a.parquet", "floating-point numbers",
                "b.parquet");
    }

    @Test
    void a_name_that_the_manifest_has_anyway_or_that_comes_twice_is_refused() {
        shard("a.parquet", "n", Column.Longs.of(Kind.INT64, 7));
        assertRefused(List.of("rvol_day"), "rvol_day", "every manifest has anyway");
        assertRefused(List.of("Symbol"), "Symbol", "every manifest has anyway");
        assertRefused(List.of("n", "n"), "names n twice");
    }

    @Test
    void every_column_that_a_manifest_has_is_a_name_that_is_taken() {
        shard("a.parquet", "n", Column.Longs.of(Kind.INT64, 7));
        Profile profile = profile();
        assertThat(ManifestColumns.NAMES).containsAll(ManifestTable.of(select(profile), profile).names());
    }

    @Test
    void of_duplicates_that_differ_in_a_carried_column_only_the_lowest_is_kept_in_whatever_order_they_come() {
        for (int first : new int[] {1, 2}) {
            var table = new Table.Builder();
            EventRow.table(List.of(EVENT_ROW, EVENT_ROW)).columns().forEach(table::add);
            table.add("n", Column.Longs.of(Kind.INT64, first, 3 - first));
            EventRow.write(folder.resolve("events" + first + ".parquet"), table.build());
            EventTable events = EventReader.read(folder.resolve("events" + first + ".parquet").toString(),
                    List.of("n"));
            Selection selection = new Selector(profile()).select(events, enriched(events));
            assertThat(selection.rows()).hasSize(1);
            assertThat(((Column.Longs) events.carried().get("n")).values()[selection.rows()[0]]).isEqualTo(1);
        }
    }

    private Selection select(Profile profile) {
        EventTable events = EventReader.read(folder.toString());
        return new Selector(profile).select(events, enriched(events));
    }

    private static Enrichment enriched(EventTable events) {
        return Enrichment.of(events, MarketCalendars.usEquities(), DailyBars.NONE, MinuteBars.NONE);
    }

    private static Profile profile() {
        return Config.load(Optional.empty(), Optional.of("demo"),
                List.of("intraday_manifest.require_daily_metrics=false", "intraday_manifest.min_event_score=0"))
                .profile();
    }

    private void shard(String name, String column, Column values) {
        var table = new Table.Builder();
        EventRow.table(List.of(EVENT_ROW)).columns().forEach(table::add);
        EventRow.write(folder.resolve(name), table.add(column, values).build());
    }

    private void assertRefused(List<String> carry, String... words) {
        assertThatThrownBy(() -> EventReader.read(folder.toString(), carry)).isInstanceOf(TableException.class)
                .hasMessageContainingAll(words);
    }
}
