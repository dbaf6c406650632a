package io.microtape.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.model.profile.Profile;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detected events that lie beside the checkout, counted a second time by another engine. */
class RealDataTest {
    private static final MarketCalendar CALENDAR = MarketCalendars.usEquities();
    private static final Profile PROFILE = Config.load(Optional.empty(), Optional.of("core"), List.of()).profile();

    @TempDir
    Path folder;
    private Path events;
    private Path bars;

    @BeforeEach
    void find_the_data() {
        Optional<Path> data = SharedData.find();
        data.ifPresent(path -> {
            events = path.resolve("events");
            bars = path.resolve("bars/daily_bars_event_symbols.parquet");
        });
        assumeTrue(data.isPresent(),
                "SKIPPED: no folder shared/data/events beside the checkout, nor in MICROTAPE_SHARED");
    }

    @Test
    void another_engine_counts_the_same_rows_events_labels_and_missing_scores() throws SQLException {
        BuiltManifest report = build(events.resolve("*.parquet").toString());
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            try (var statement = duck.createStatement()) {
                statement.execute("set TimeZone = 'America/New_York'");
                statement.execute("create view e as select * from '%s'".formatted(events.resolve("*.parquet")));
            }
            long rows = count(duck, "select count(*) from e");
            long distinct = count(duck, "select count(*) from (select distinct symbol, timestamp, event_type from e)");
            assertThat(report.inputRows()).isEqualTo((int) rows);
            assertThat(report.duplicates()).isEqualTo((int) (rows - distinct));
            assertThat(report.sessionLabels().corrected()).isEqualTo((int) count(duck, wrongLabels()));
            assertThat(report.sessionLabels().shareCorrected()).isBetween(0.35, 0.45);
            assertThat(report.funnel().get(1).reasons().getOrDefault("score_missing", 0)).isEqualTo((int) count(duck,
                    "select count(*) from (select max(case when isnan(score) then null else score end) best from e "
                            + "group by symbol, timestamp, event_type) where best is null"));
            assertThat(report.selected() + report.rejected()).isEqualTo((int) rows);
        }
        assertThat(report.selected()).isPositive();
    }

    @Test
    void names_and_order_of_the_shards_do_not_change_the_id() throws IOException {
        String id = build(events.toString()).manifestId();
        Path renamed = Files.createDirectories(folder.resolve("renamed"));
        List<Path> shards;
        try (Stream<Path> files = Files.list(events)) {
            shards = files.sorted().toList();
        }
        for (int i = 0; i < shards.size(); i++) {
            // 8 has no factor in common with the 21 shards: every name is used once, in another order than before.
            Files.copy(shards.get(i), renamed.resolve("part-%02d.parquet".formatted(i * 8 % shards.size())));
        }
        assertThat(build(renamed.toString()).manifestId()).isEqualTo(id);
        BuiltManifest elsewhere = new ManifestBuilder(CALENDAR, folder.resolve("elsewhere"))
                .build(new BuildRequest(renamed + "/part-*.parquet", Optional.of(bars.toString()), Optional.empty(),
                        PROFILE, false));
        assertThat(elsewhere.manifestId()).isEqualTo(id);
        assertThat(elsewhere.alreadyExisted()).isFalse();
    }

    @Test
    void the_page_of_manifests_shows_the_funnel_of_these_events() throws IOException {
        Path root = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("mvnw"))).findFirst().orElseThrow();
        String report = Files.readString(Path.of(build(events.toString()).path()).resolve("report.md"));
        String chart = report.substring(report.indexOf("```text", report.indexOf("## Funnel")));
        assertThat(Files.readString(root.resolve("docs/manifest.md")))
                .contains(chart.substring(0, chart.indexOf("\n```\n") + 5));
    }

    private BuiltManifest build(String location) {
        return new ManifestBuilder(CALENDAR, folder.resolve("manifests"))
                .build(new BuildRequest(location, Optional.of(bars.toString()), Optional.empty(), PROFILE, false));
    }

    /** The hours of a full day, and the early closes and closures of the years in the data, from the exchange's calendar. */
    private static String wrongLabels() {
        return """
                with t as (select session, timestamp::timestamp as et, strftime(timestamp, '%H:%M') as hm,
                    strftime(timestamp, '%Y-%m-%d') as d from e),
                c as (select session, case
                    when dayofweek(et) in (0, 6) or hm < '04:00' then 'CLOSED'
                    when d in ('2022-11-24','2022-12-26','2023-01-02','2023-01-16','2023-02-20','2023-04-07','2023-05-29',
                        '2023-06-19','2023-07-04','2023-09-04','2023-11-23','2023-12-25','2024-01-01','2024-01-15',
                        '2024-02-19','2024-03-29','2024-05-27','2024-06-19','2024-07-04','2024-09-02','2024-11-28',
                        '2024-12-25','2025-01-01','2025-01-09','2025-01-20','2025-02-17','2025-04-18','2025-05-26',
                        '2025-06-19','2025-07-04','2025-09-01') then 'CLOSED'
                    when hm < '09:30' then 'PM'
                    when d in ('2022-11-25','2023-07-03','2023-11-24','2024-07-03','2024-11-29','2024-12-24','2025-07-03')
                        then case when hm < '13:00' then 'RTH' when hm < '17:00' then 'AH' else 'CLOSED' end
                    when hm < '16:00' then 'RTH'
                    when hm < '20:00' then 'AH'
                    else 'CLOSED' end as computed from t)
                select count(*) from c where session <> computed""";
    }

    private static long count(Connection duck, String sql) throws SQLException {
        try (var statement = duck.createStatement(); ResultSet found = statement.executeQuery(sql)) {
            assertThat(found.next()).isTrue();
            return found.getLong(1);
        }
    }
}
