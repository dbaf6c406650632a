package io.microtape.simulator.universe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.simulator.Calendars;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.universe.SyntheticUniverse.Summary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticUniverseTest {
    private static final long SEED = 99;
    private static final UniverseSettings SETTINGS = UniverseSettings.of(30, LocalDate.of(2024, 9, 3),
            LocalDate.of(2024, 11, 29));
    private static final UniverseSettings FEWER = UniverseSettings.of(10, SETTINGS.from(), SETTINGS.to());

    @TempDir
    static Path folder;

    private static Connection duck;
    private static Summary summary;

    @BeforeAll
    static void write() throws Exception {
        System.out.println("seed " + SEED);
        summary = new SyntheticUniverse(SEED, Calendars.small()).write(folder, SETTINGS);
        System.out.println(summary);
        duck = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = duck.createStatement()) {
            statement.execute("create view events as from '%s/events/*.parquet'".formatted(folder));
            statement.execute("create view daily as from '%s/daily_bars.parquet'".formatted(folder));
            statement.execute("create view minutes as from '%s/minute_bars.parquet'".formatted(folder));
            statement.execute("create view rvol as select symbol, date, volume * vwap / avg(volume * vwap) over "
                    + "(partition by symbol order by date rows between 20 preceding and 1 preceding) as rvol, "
                    + "count(*) over (partition by symbol order by date rows between 20 preceding and 1 preceding) as n "
                    + "from daily");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duck.close();
    }

    @Test
    void a_quarter_of_thirty_symbols_is_written() {
        assertThat(summary.symbolDaysWithEvents()).isGreaterThan(3 * 30);
        assertThat(summary.events()).isEqualTo(summary.eventRows());
        assertThat(folder.resolve("events")).isDirectoryContaining("glob:**events_00[0-2].parquet");
    }

    @Test
    void every_event_is_the_bar_of_its_minute() throws Exception {
        assertThat(number("select count(*) from events")).isEqualTo(summary.eventRows());
        assertThat(
                number("select count(*) from events e join minutes m using (symbol, timestamp) where e.open = m.open "
                        + "and e.high = m.high and e.low = m.low and e.close = m.close and e.volume = m.volume"))
                .isEqualTo(summary.eventRows());
        assertThat(number("select count(*) from events where date_trunc('minute', timestamp) <> timestamp")).isZero();
    }

    @Test
    void all_types_and_sessions_occur_with_regular_hours_leading() throws Exception {
        assertThat(number("select count(distinct event_type) from events")).isEqualTo(6);
        double all = number("select count(*) from events");
        assertThat(number("select count(*) from events where session = 'RTH'") / all).isBetween(0.65, 0.90);
        assertThat(number("select count(*) from events where session = 'PM'") / all).isBetween(0.07, 0.25);
        assertThat(number("select count(*) from events where session = 'AH'") / all).isBetween(0.02, 0.12);
        assertThat(number("select count(*) from (select symbol, timestamp from events group by all "
                + "having count(distinct event_type) > 1)")).isGreaterThan(10);
    }

    @Test
    void each_event_has_twenty_sessions_before_it_and_most_are_on_busy_days() throws Exception {
        String joined = "from events e join rvol r on e.symbol = r.symbol and r.date = "
                + "cast(e.timestamp at time zone 'America/New_York' as date)";
        assertThat(number("select count(*) " + joined + " where n = 20")).isEqualTo(summary.eventRows());
        double busy = number("select count(*) " + joined + " where rvol >= 1.5") / number("select count(*) " + joined);
        assertThat(busy).isBetween(0.6, 0.98);
    }

    @Test
    void the_trades_of_an_events_minute_are_its_volume() throws Exception {
        try (var simulator = RunningSimulator.over(new SyntheticTapes(SEED, Calendars.small()));
                var statement = duck.createStatement();
                var events = statement
                        .executeQuery("select symbol, epoch_ns(timestamp), volume, open, close from events "
                                + "order by hash(symbol || timestamp) limit 20")) {
            while (events.next()) {
                List<JsonObject> rows = simulator.all("/v3/trades/%s?order=asc&timestamp.gte=%d&timestamp.lt=%d"
                        .formatted(events.getString(1), events.getLong(2), events.getLong(2) + 60_000_000_000L));
                List<JsonObject> counting = new ArrayList<>(rows);
                counting.removeIf(row -> row.getJsonArray("conditions", new JsonArray()).contains(16));
                assertThat(counting.stream().mapToDouble(row -> row.getDouble("size")).sum())
                        .isEqualTo(events.getDouble(3));
                assertThat(counting.getFirst().getDouble("price")).isEqualTo(events.getDouble(4));
                assertThat(counting.getLast().getDouble("price")).isEqualTo(events.getDouble(5));
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_bytes(@TempDir Path one, @TempDir Path two) throws Exception {
        new SyntheticUniverse(SEED, Calendars.small()).write(one, FEWER);
        new SyntheticUniverse(SEED, Calendars.small()).write(two, FEWER);
        for (String file : List.of("events/events_000.parquet", "daily_bars.parquet", "minute_bars.parquet")) {
            assertThat(Files.mismatch(one.resolve(file), two.resolve(file))).isEqualTo(-1);
        }
        assertThatThrownBy(() -> new SyntheticUniverse(SEED, Calendars.small()).write(two, FEWER))
                .isInstanceOf(IOException.class);
    }

    @Test
    void dirt_comes_only_when_asked_for(@TempDir Path dirty) throws Exception {
        assertThat(number("select count(*) from events where isnan(score)")).isZero();
        assertThat(number("select count(*) - count(distinct (symbol, timestamp, event_type)) from events")).isZero();
        Summary found = new SyntheticUniverse(SEED, Calendars.small()).write(dirty,
                FEWER.withDirt(new Dirt(0.2, 0.1, 0.3)));
        String view = " from '%s/events/*.parquet'".formatted(dirty);
        assertThat(found.eventRows() - found.events()).isBetween(found.events() / 8, found.events() / 3);
        assertThat(number("select count(*)" + view + " where isnan(score)")).isGreaterThan(found.events() / 20.0);
        assertThat(number("select count(*) from (select distinct symbol, timestamp, event_type, session" + view
                + ") d join events e using (symbol, timestamp, event_type) where d.session <> e.session"))
                .isGreaterThan(found.events() / 6.0);
    }

    private static double number(String query) throws SQLException {
        try (var statement = duck.createStatement(); var result = statement.executeQuery(query)) {
            result.next();
            return result.getDouble(1);
        }
    }
}
