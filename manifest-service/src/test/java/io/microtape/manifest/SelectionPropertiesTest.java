package io.microtape.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.MarginalEffect;
import io.microtape.manifest.selection.MarginalEffects;
import io.microtape.manifest.selection.QuotaReport.SessionShare;
import io.microtape.manifest.selection.QuotaReport;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.manifest.selection.Stage;
import io.microtape.manifest.store.Draft;
import io.microtape.manifest.store.ManifestTable;
import io.microtape.manifest.store.RejectionTable;
import io.microtape.model.id.EventId;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.Session;
import io.microtape.model.session.NewYorkTime;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class SelectionPropertiesTest {
    private static final int INPUTS = Integer.getInteger("microtape.seeds", 250);
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
            Selection one = select(rows, bars, profile);
            Path shards = shards(random, random.shuffled(rows), 1 + random.number(4));
            Selection other = select(shards, random.shuffled(bars), profile);
            assertThat(Draft.of(other, profile, Optional.empty()).identity()).as("seed %d", SEED + i)
                    .isEqualTo(Draft.of(one, profile, Optional.empty()).identity());
            Table rejections = RejectionTable.of(other);
            RejectionTable.of(one).columns().forEach((name, column) -> {
                if (!name.startsWith("source_")) {
                    assertThat(values(rejections.column(name).orElseThrow())).as(name).isEqualTo(values(column));
                }
            });
            assertThat(QuotaReport.of(other, profile.intradayManifest()))
                    .isEqualTo(QuotaReport.of(one, profile.intradayManifest()));
        }
    }

    @Test
    void a_second_build_gives_the_same_id_and_the_same_bytes() throws IOException {
        for (int i = 0; i < 20; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            List<BarRow> bars = random.bars();
            Built one = build(random, rows, bars, 1, profile(random));
            Built other = build(random, random.shuffled(rows), random.shuffled(bars), 1 + random.number(4),
                    one.profile());
            assertThat(other.report().manifestId()).isEqualTo(one.report().manifestId());
            assertThat(Files.mismatch(one.file("manifest.parquet"), other.file("manifest.parquet"))).isEqualTo(-1);
            assertThat(other.report().checks()).isEqualTo(one.report().checks());
        }
    }

    @Test
    void sessions_are_within_their_bands_or_the_fewest_events_could_not_be_had() throws IOException {
        int held = 0;
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            Profile profile = profile(random);
            var limits = profile.intradayManifest();
            Selection selection = select(random.events(), random.bars(), profile);
            QuotaReport report = QuotaReport.of(selection, limits);
            assertThat(report.sessions().stream().mapToInt(SessionShare::selected).sum())
                    .isEqualTo(selection.rows().length);
            if (limits.enforceQuotas() && selection.rows().length >= limits.fewestEvents()) {
                held += report.bandsHold() ? 1 : 0;
            } else if (limits.enforceQuotas()) {
                assertThat(report.relaxations()).as("seed %d", SEED + i).isEmpty();
            }
            for (var share : report.sessions()) {
                assertThat(share.selected()).isLessThanOrEqualTo(share.available());
            }
            for (int row : selection.rows()) {
                String session = selection.enriched().session()[row].name();
                int step = selection.relaxationStep(row);
                assertThat(step == 0 || report.relaxations().stream()
                        .anyMatch(taken -> taken.session().equals(session) && taken.step() == step)).isTrue();
            }
        }
        assertThat(held).isGreaterThan(INPUTS / 10);
    }

    @Test
    void removing_a_rejected_event_changes_nothing() throws IOException {
        int compared = 0;
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            List<BarRow> bars = random.bars();
            // A percentile rank is a statement about all events: only raw scores stay what they are when one goes.
            Profile profile = profile(random, "intraday_manifest.score_normalization=none",
                    "intraday_manifest.min_event_score=0");
            Selection whole = select(rows, bars, profile);
            int[] rejected = whole.decisions().rejectedRows();
            if (rejected.length > 0) {
                EventRow gone = rows.get(rejected[random.number(rejected.length)]);
                Set<EventRow> selected = new HashSet<>();
                for (int row : whole.rows()) {
                    selected.add(rows.get(row));
                }
                // An event goes with all of its rows, or a worse row would stand in for the one that is gone.
                if (selected.stream().noneMatch(row -> sameEvent(row, gone)) && !heldRoomUnderACap(whole, rows, gone)) {
                    List<EventRow> fewer = rows.stream().filter(row -> !sameEvent(row, gone)).toList();
                    if (fewer.isEmpty()) {
                        continue;
                    }
                    assertThat(texts(ManifestTable.of(select(fewer, bars, profile), profile), "event_id"))
                            .as("seed %d", SEED + i)
                            .isEqualTo(texts(ManifestTable.of(whole, profile), "event_id"));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(INPUTS / 2);
    }

    @Test
    void a_marginal_effect_is_what_the_changed_setting_does() throws IOException {
        int moved = 0;
        for (int i = 0; i < INPUTS; i++) {
            var random = new RandomEvents(SEED + i);
            List<EventRow> rows = random.events();
            List<BarRow> bars = random.bars();
            // The fewest events follow the most ones unless they are set.
            String[] common = {"intraday_manifest.min_events=" + i % 2, "intraday_manifest.max_events=10"};
            var settings = settings(random, common);
            Profile profile = profile(settings);
            Selection selection = select(rows, bars, profile);
            List<MarginalEffect> effects = MarginalEffects.of(selection, profile);
            MarginalEffect effect = effects.get(random.number(effects.size()));
            if (effect.to() >= 0 && relaxations(selection, profile) == 0) {
                settings.add("%s=%s".formatted(effect.setting(), plain(effect.to())));
                if (effect.setting().endsWith("max_spread_proxy_pct")) {
                    double inPremarket = profile.liquidityFilters().in(Session.PM).maxSpreadProxyPct();
                    settings.add("liquidity_filters.PM.max_spread_proxy_pct=" + (inPremarket + 1));
                }
                Profile changed = profile(settings);
                Selection other = select(rows, bars, changed);
                if (relaxations(other, changed) == 0) {
                    assertThat(other.rows().length - selection.rows().length).as("seed %d, %s", SEED + i, effect)
                            .isEqualTo(effect.selected());
                    moved += effect.available() == 0 ? 0 : 1;
                }
            }
        }
        assertThat(moved).isGreaterThan(INPUTS / 20);
    }

    /** An event that passed the caps and then lost to a quota has kept others of its symbol out: without it they come. */
    private static boolean heldRoomUnderACap(Selection selection, List<EventRow> rows, EventRow event) {
        boolean lostToAQuota = false;
        boolean keptOut = false;
        for (int row : selection.decisions().rejectedRows()) {
            Stage stage = selection.decisions().reason(row).stage();
            lostToAQuota |= sameEvent(rows.get(row), event) && (stage == Stage.QUOTAS || stage == Stage.GLOBAL_CAP);
            keptOut |= stage == Stage.DIVERSITY && Objects.equals(event.symbol(), rows.get(row).symbol());
        }
        return lostToAQuota && keptOut;
    }

    private static boolean sameEvent(EventRow a, EventRow b) {
        return Objects.equals(a.symbol(), b.symbol()) && Objects.equals(a.timestamp(), b.timestamp())
                && Objects.equals(a.type(), b.type());
    }

    private static int relaxations(Selection selection, Profile profile) {
        return QuotaReport.of(selection, profile.intradayManifest()).relaxations().size();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
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

    }

    private Built build(RandomEvents random, List<EventRow> rows, List<BarRow> bars, int shards, Profile profile)
            throws IOException {
        Path here = Files.createDirectories(folder.resolve("build" + folders++));
        Path barFile = BarRow.write(here.resolve("bars.parquet"), bars);
        String events = shards(random, rows, shards).toString();
        return new Built(new ManifestBuilder(CALENDAR, here.resolve("manifests"))
                .build(new BuildRequest(events, Optional.of(barFile.toString()), Optional.empty(), profile, false)),
                profile);
    }

    /** A folder with these rows in so many files. */
    private Path shards(RandomEvents random, List<EventRow> rows, int shards) throws IOException {
        Path into = Files.createDirectories(folder.resolve("events" + folders++));
        int from = 0;
        for (int shard = 0; shard < shards; shard++) {
            int to = shard == shards - 1 ? rows.size() : from + random.number(rows.size() - from + 1);
            EventRow.write(into.resolve("shard" + shard + ".parquet"), rows.subList(from, to));
            from = to;
        }
        return into;
    }

    private Selection select(List<EventRow> rows, List<BarRow> bars, Profile profile) throws IOException {
        Path file = folder.resolve("events" + folders++ + ".parquet");
        Selection selection = select(EventRow.write(file, rows), bars, profile);
        Files.delete(file);
        return selection;
    }

    private Selection select(Path events, List<BarRow> bars, Profile profile) throws IOException {
        Path file = folder.resolve("bars" + folders++ + ".parquet");
        EventTable table = EventReader.read(events.toString());
        DailyBars daily = DailyBarsReader.read(BarRow.write(file, bars).toString(), CALENDAR,
                profile.liquidityFilters().ssrHeuristic());
        Files.delete(file);
        return new Selector(profile).select(table, Enrichment.of(table, CALENDAR, daily, MinuteBars.NONE));
    }

    /** A profile whose limits bite on these small inputs. */
    private static Profile profile(RandomEvents random, String... more) {
        return profile(settings(random, more));
    }

    private static Profile profile(List<String> settings) {
        return Config.load(Optional.empty(), Optional.of("demo"), settings).profile();
    }

    private static List<String> settings(RandomEvents random, String... more) {
        int most = 1 + random.number(30);
        int target = random.number(40);
        List<String> settings = new ArrayList<>(List.of("intraday_manifest.max_events=" + most,
                "intraday_manifest.min_events=" + random.number(most + 1),
                "intraday_manifest.max_per_symbol=" + (1 + random.number(8)),
                "intraday_manifest.max_per_symbol_day=" + (1 + random.number(2)),
                "intraday_manifest.max_per_symbol_month=" + (1 + random.number(5)),
                "intraday_manifest.require_daily_metrics=" + (random.number(3) == 0),
                "intraday_manifest.enforce_quotas=" + (random.number(4) > 0),
                "intraday_manifest.enforce_time_buckets=" + (random.number(3) > 0),
                "intraday_manifest.session_quotas.PM.min=0." + random.number(3),
                "intraday_manifest.session_quotas.PM.target=0." + (20 + target / 2),
                "intraday_manifest.session_quotas.PM.max=0." + (40 + target),
                "intraday_manifest.session_quotas.RTH.min=0." + random.number(5),
                "intraday_manifest.session_quotas.RTH.target=0." + (50 + target / 4),
                "liquidity_filters.min_dollar_volume_bar=" + random.number(3) * 200_000,
                "liquidity_filters.PM.max_spread_proxy_pct=" + (2 + random.number(6)),
                "intraday_manifest.ordering=" + (random.number(3) == 0 ? "type_priority" : "score"),
                "intraday_manifest.priority_event_types=[vwap_break]"));
        settings.addAll(List.of(more));
        return settings;
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
