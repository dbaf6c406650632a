package io.microtape.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.manifest.store.ManifestTable;
import io.microtape.manifest.store.RejectionTable;
import io.microtape.model.id.EventId;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class SelectionPropertiesTest {
    private static final int INPUTS = 200;
    private static final long SEED = 20_240_116;
    private static final MarketCalendar CALENDAR = MarketCalendars.usEquities();

    @TempDir
    Path folder;
    private int folders;

    @BeforeEach
    void print_the_seed(TestInfo test) {
        System.out.printf(Locale.ROOT, "%s: seeds %d to %d%n", test.getDisplayName(), SEED, SEED + INPUTS - 1);
    }

    @Test
    void every_input_row_is_selected_or_rejected_exactly_once() throws IOException {
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            Profile profile = profile(random);
            Selection selection = select(rows, random.bars(), profile);
            Table rejections = RejectionTable.of(selection);
            assertThat(selection.rows().length + rejections.rows()).isEqualTo(rows.size());
            Set<Long> rejected = new HashSet<>();
            for (long row : ((Column.Longs) rejections.column("source_row").orElseThrow()).values()) {
                assertThat(rejected.add(row)).isTrue();
            }
            List<String> selected = texts(ManifestTable.of(selection, profile), "event_id");
            List<String> remaining = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                if (!rejected.contains((long) row)) {
                    EventRow kept = rows.get(row);
                    remaining.add(EventId.of(kept.symbol(), kept.type(), kept.timestamp()).value());
                }
            }
            assertThat(selected).containsExactlyInAnyOrderElementsOf(remaining);
            assertThat(selection.funnel())
                    .allSatisfy(step -> assertThat(step.in()).isEqualTo(step.rejected() + step.out()));
            assertThat(selection.funnel().getFirst().in()).isEqualTo(rows.size());
            assertThat(selection.funnel().getLast().out()).isEqualTo(selection.rows().length);
        }
    }

    @Test
    void no_cap_is_ever_exceeded() throws IOException {
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            Profile profile = profile(random);
            Selection selection = select(random.events(), random.bars(), profile);
            IntFunction<String> symbol = row -> selection.events().symbol().get(row);
            IntFunction<LocalDate> date = row -> LocalDate.ofEpochDay(selection.enriched().epochDay()[row]);
            var limits = profile.intradayManifest();
            assertThat(selection.rows()).hasSizeLessThanOrEqualTo(limits.maxEvents());
            assertThat(most(selection.rows(), symbol)).isLessThanOrEqualTo(limits.maxPerSymbol());
            assertThat(most(selection.rows(), row -> symbol.apply(row) + date.apply(row)))
                    .isLessThanOrEqualTo(limits.maxPerSymbolDay());
            assertThat(most(selection.rows(), row -> symbol.apply(row) + YearMonth.from(date.apply(row))))
                    .isLessThanOrEqualTo(limits.maxPerSymbolMonth());
        }
    }

    @Test
    void row_order_and_shard_boundaries_change_nothing() throws IOException {
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            List<BarRow> bars = random.bars();
            Profile profile = profile(random);
            Built one = build(random, rows, bars, 1, profile);
            Built other = build(random, random.shuffled(rows), random.shuffled(bars), 1 + random.number(4), profile);
            assertThat(other.report().manifestId()).isEqualTo(one.report().manifestId());
            assertThat(Files.mismatch(one.file("manifest.parquet"), other.file("manifest.parquet"))).isEqualTo(-1);
            Table rejections = other.table("rejections.parquet");
            one.table("rejections.parquet").columns().forEach((name, column) -> {
                if (!name.startsWith("source_")) {
                    assertThat(values(rejections.column(name).orElseThrow())).as(name).isEqualTo(values(column));
                }
            });
            assertThat(other.report().checks()).isEqualTo(one.report().checks());
        }
    }

    @Test
    void default_time_zone_and_locale_change_nothing() throws IOException {
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        for (int i = 0; i < 20; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            List<BarRow> bars = random.bars();
            Built here = build(random, rows, bars, 1, profile(random));
            try {
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
                Built there = build(random, rows, bars, 1, here.profile());
                for (String name : List.of("manifest.parquet", "rejections.parquet", "report.md")) {
                    assertThat(Files.mismatch(here.file(name), there.file(name))).as(name).isEqualTo(-1);
                }
            } finally {
                TimeZone.setDefault(zone);
                Locale.setDefault(locale);
            }
        }
    }

    @Test
    void scores_and_relative_volumes_are_what_the_plain_definitions_say() throws IOException {
        var reference = new ReferenceSelection(CALENDAR);
        Profile everything = Config.load(Optional.empty(), Optional.of("demo"), List.of(
                "intraday_manifest.max_events=1000", "intraday_manifest.max_per_symbol=1000",
                "intraday_manifest.max_per_symbol_day=1000", "intraday_manifest.max_per_symbol_month=1000",
                "intraday_manifest.min_event_score=0", "intraday_manifest.require_daily_metrics=false",
                "intraday_manifest.price_min=0", "intraday_manifest.price_max=1000",
                "liquidity_filters.max_spread_proxy_pct=100",
                "liquidity_filters.min_dollar_volume_bar=0", "liquidity_filters.min_absolute_volume_bar=0",
                "liquidity_filters.min_dollar_volume_day=0")).profile();
        int compared = 0;
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            List<BarRow> bars = random.bars();
            Table manifest = ManifestTable.of(select(rows, bars, everything), everything);
            Map<String, EventRow> expected = new HashMap<>();
            List<EventRow> distinct = reference.distinct(rows);
            distinct.stream().filter(ReferenceSelection::hasScore)
                    .filter(row -> row.high() != null && row.high() >= row.low())
                    .forEach(row -> expected.put(EventId.of(row.symbol(), row.type(), row.timestamp()).value(), row));
            List<String> ids = texts(manifest, "event_id");
            assertThat(ids).containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (int row = 0; row < ids.size(); row++) {
                EventRow event = expected.get(ids.get(row));
                assertThat(number(manifest, "score", row)).isEqualTo(reference.percentileRank(event, distinct));
                assertThat(number(manifest, "score_raw", row)).isEqualTo(event.score());
                assertThat(number(manifest, "volume", row)).isEqualTo(event.volume());
                double rvol = ReferenceSelection.rvol(event, bars);
                if (Double.isNaN(rvol)) {
                    assertThat(manifest.column("rvol_day").orElseThrow().isNull(row)).isTrue();
                } else {
                    assertThat(number(manifest, "rvol_day", row)).isCloseTo(rvol, within(1e-9 * rvol));
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    private record Built(BuiltManifest report, Profile profile) {
        Path file(String name) {
            return Path.of(report.path()).resolve(name);
        }

        Table table(String name) {
            return ParquetTables.read(file(name));
        }
    }

    private Built build(RandomEvents random, List<EventRow> rows, List<BarRow> bars, int shards, Profile profile)
            throws IOException {
        Path here = Files.createDirectories(folder.resolve("build" + folders++));
        Path shardFolder = Files.createDirectories(here.resolve("events"));
        int from = 0;
        for (int shard = 0; shard < shards; shard++) {
            int to = shard == shards - 1 ? rows.size() : from + random.number(rows.size() - from + 1);
            EventRow.write(shardFolder.resolve("shard" + shard + ".parquet"), rows.subList(from, to));
            from = to;
        }
        Path barFile = BarRow.write(here.resolve("bars.parquet"), bars);
        return new Built(new ManifestBuilder(CALENDAR, here.resolve("manifests"))
                .build(new BuildRequest(shardFolder.toString(), Optional.of(barFile.toString()), Optional.empty(),
                        profile, false)),
                profile);
    }

    private Selection select(List<EventRow> rows, List<BarRow> bars, Profile profile) throws IOException {
        Path here = Files.createDirectories(folder.resolve("select" + folders++));
        EventTable events = EventReader.read(EventRow.write(here.resolve("events.parquet"), rows).toString());
        DailyBars daily = DailyBarsReader.read(BarRow.write(here.resolve("bars.parquet"), bars).toString(), CALENDAR);
        return new Selector(profile).select(events, Enrichment.of(events, CALENDAR, daily, MinuteBars.NONE));
    }

    /** A profile whose limits bite on these small inputs. */
    private static Profile profile(RandomEvents random) {
        return Config.load(Optional.empty(), Optional.of("demo"), List.of(
                "intraday_manifest.max_events=" + (1 + random.number(30)),
                "intraday_manifest.max_per_symbol=" + (1 + random.number(8)),
                "intraday_manifest.max_per_symbol_day=" + (1 + random.number(2)),
                "intraday_manifest.max_per_symbol_month=" + (1 + random.number(5)),
                "intraday_manifest.require_daily_metrics=" + (random.number(3) == 0))).profile();
    }

    private static int most(int[] rows, IntFunction<String> group) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row : rows) {
            counts.merge(group.apply(row), 1, Integer::sum);
        }
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static double number(Table table, String name, int row) {
        return ((Column.Doubles) table.column(name).orElseThrow()).values()[row];
    }

    private static List<String> texts(Table table, String name) {
        var strings = (Column.Strings) table.column(name).orElseThrow();
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < strings.rows(); row++) {
            texts.add(strings.get(row));
        }
        return texts;
    }

    private static List<Object> values(Column column) {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            values.add(column.isNull(row) ? "null" : switch (column) {
                case Column.Longs longs -> longs.values()[row];
                case Column.Doubles doubles -> doubles.values()[row];
                case Column.Booleans booleans -> booleans.values()[row];
                case Column.Strings strings -> strings.get(row);
                case Column.IntLists lists -> lists;
            });
        }
        return values;
    }
}
