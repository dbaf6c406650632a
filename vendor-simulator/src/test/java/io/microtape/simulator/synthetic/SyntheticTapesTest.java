package io.microtape.simulator.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.Tape;
import io.microtape.model.session.NewYorkTime;
import io.microtape.simulator.Calendars;
import io.microtape.simulator.RunningSimulator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticTapesTest {
    private static final long SEED = 20_240_607;
    private static final LocalDate DAY = LocalDate.of(2024, 11, 27);

    private static RunningSimulator simulator;

    @BeforeAll
    static void start() {
        System.out.println("seed " + SEED);
        simulator = RunningSimulator.over(new SyntheticTapes(SEED, Calendars.small()));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABCD", "ZQ", "BRK.B", "AMpB"})
    void the_trades_of_a_minute_add_up_to_exactly_its_bar(String symbol) throws Exception {
        for (LocalDate date : List.of(DAY, Calendars.EARLY_CLOSE, inPlayDay(symbol))) {
            DayPlan plan = new SyntheticMarket(SEED, Calendars.small()).plan(symbol, date);
            List<JsonObject> rows = day(symbol, Tape.TRADES, date);
            int next = 0;
            for (int minute = 0; minute < plan.minutes(); minute++) {
                int first = next;
                while (next < rows.size()
                        && rows.get(next).getLong("sip_timestamp") < plan.start(minute) + DayPlan.MINUTE_NANOS) {
                    next++;
                }
                assertBar(plan, minute, rows.subList(first, next), true);
                assertBar(plan, minute, rows.subList(first, next), false);
            }
            assertThat(next).isEqualTo(rows.size());
        }
    }

    /** Aggregates as the consolidated rules say, or with every counting print taken for the prices too. */
    private static void assertBar(DayPlan plan, int minute, List<JsonObject> rows, boolean oddLotsInPrices) {
        double volume = 0;
        int trades = 0;
        double[] bar = null;
        for (JsonObject row : rows) {
            JsonArray conditions = row.getJsonArray("conditions", new JsonArray());
            if (!conditions.contains(15) && !conditions.contains(16)) {
                trades++;
                volume += row.getDouble("size");
                double price = row.getDouble("price");
                if (oddLotsInPrices || (!conditions.contains(37) && !conditions.contains(2))) {
                    bar = bar == null
                            ? new double[] {price, price, price, price}
                            : new double[] {bar[0], Math.max(bar[1], price), Math.min(bar[2], price), price};
                }
            }
        }
        assertThat(volume).isEqualTo(plan.volume()[minute]);
        assertThat(trades).isEqualTo(plan.trades()[minute]);
        if (trades > 0) {
            assertThat(bar).as("minute %d of %s", minute, plan.date()).containsExactly(
                    plan.open()[minute] / DayPlan.CENTS, plan.high()[minute] / DayPlan.CENTS,
                    plan.low()[minute] / DayPlan.CENTS, plan.close()[minute] / DayPlan.CENTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Tape.class)
    void a_part_of_the_day_is_a_slice_of_the_whole_day_in_another_instance_too(Tape tape) throws Exception {
        List<JsonObject> whole = day("ABCD", tape, DAY);
        DayPlan plan = new SyntheticMarket(SEED, Calendars.small()).plan("ABCD", DAY);
        try (var other = RunningSimulator.over(new SyntheticTapes(SEED, Calendars.small()))) {
            for (int minute : new int[] {905, 325, 0, 388, 57}) {
                long from = plan.start(minute) + 12_345;
                long to = from + 10 * DayPlan.MINUTE_NANOS;
                List<JsonObject> slice = whole.stream().filter(
                        row -> row.getLong("sip_timestamp") >= from && row.getLong("sip_timestamp") < to).toList();
                String target = "/v3/%s/ABCD?limit=57&timestamp.gte=%d&timestamp.lt=%d".formatted(tape.word(), from,
                        to);
                assertThat(other.all(target + "&order=asc")).isEqualTo(slice);
                assertThat(other.all(target)).isEqualTo(slice.reversed());
            }
        }
    }

    @Test
    void another_seed_is_another_market() throws Exception {
        try (var other = RunningSimulator.over(new SyntheticTapes(SEED + 1, Calendars.small()))) {
            assertThat(other.all("/v3/trades/ABCD?order=asc&limit=50000&timestamp=" + DAY))
                    .isNotEqualTo(day("ABCD", Tape.TRADES, DAY));
        }
    }

    @Test
    void closed_days_have_no_rows_and_an_early_close_ends_the_day_early() throws Exception {
        assertThat(day("ABCD", Tape.TRADES, Calendars.CLOSURE)).isEmpty();
        assertThat(day("ABCD", Tape.QUOTES, LocalDate.of(2024, 11, 30))).isEmpty();
        long end = NewYorkTime.epochNanos(Calendars.EARLY_CLOSE.atTime(17, 0));
        assertThat(day("ABCD", Tape.QUOTES, Calendars.EARLY_CLOSE))
                .allMatch(row -> row.getLong("sip_timestamp") < end).isNotEmpty();
    }

    @Test
    void trades_look_like_the_vendors() throws Exception {
        List<JsonObject> rows = day("ABCD", Tape.TRADES, inPlayDay("ABCD"));
        assertThat(rows).hasSizeBetween(2_000, 60_000);
        assertThat(rows).extracting(row -> row.getLong("sip_timestamp")).isSorted();
        assertThat(rows).allMatch(row -> row.getLong("participant_timestamp") < row.getLong("sip_timestamp"));
        assertThat(rows).allMatch(row -> row.getInteger("exchange") >= 1 && row.getInteger("exchange") <= 21);
        assertThat(rows).allMatch(row -> (row.getInteger("exchange") == 4) == row.containsKey("trf_timestamp")
                && (row.getInteger("exchange") == 4) == row.containsKey("trf_id"));
        assertThat(rows).allMatch(row -> row.getDouble("size") < 100 == row
                .getJsonArray("conditions", new JsonArray()).contains(37));
        assertThat(rows).allMatch(row -> row.getDouble("price") > 1.5 && row.getDouble("price") < 75);
        assertThat(rows).filteredOn(row -> row.getJsonArray("conditions", new JsonArray()).contains(16)).hasSize(1);
        assertThat(rows).filteredOn(row -> row.getJsonArray("conditions", new JsonArray()).contains(15)).hasSize(1);
        assertThat(rows).anyMatch(row -> Math.rint(row.getDouble("price") * 1_000) % 10 != 0);
        Set<Long> sequences = new HashSet<>();
        long last = 0;
        int ties = 0;
        for (int i = 0; i < rows.size(); i++) {
            long sequence = rows.get(i).getLong("sequence_number");
            assertThat(sequence).isGreaterThan(last);
            last = sequence;
            sequences.add(sequence);
            ties += i > 0 && rows.get(i).getLong("sip_timestamp").equals(rows.get(i - 1).getLong("sip_timestamp"))
                    ? 1
                    : 0;
        }
        assertThat(sequences).hasSameSizeAs(rows);
        assertThat(ties).isGreaterThan(rows.size() / 30);
    }

    @Test
    void quotes_look_like_the_vendors() throws Exception {
        List<JsonObject> rows = day("ABCD", Tape.QUOTES, DAY);
        int trades = day("ABCD", Tape.TRADES, DAY).size();
        assertThat(rows.size()).isBetween(2 * trades, 8 * trades);
        assertThat(rows).extracting(row -> row.getLong("sip_timestamp")).isSorted();
        assertThat(rows).anyMatch(row -> row.getDouble("bid_price") == 0 || row.getDouble("ask_price") == 0);
        assertThat(rows).filteredOn(row -> row.getDouble("bid_price") > 0 && row.getDouble("ask_price") > 0)
                .allMatch(row -> row.getDouble("bid_price") <= row.getDouble("ask_price"));
        assertThat(rows).anyMatch(row -> row.containsKey("indicators"));
        assertThat(rows).anyMatch(row -> !row.containsKey("conditions"));
    }

    @Test
    void most_trades_lie_inside_the_quotes_of_their_time() throws Exception {
        List<JsonObject> quotes = day("ABCD", Tape.QUOTES, inPlayDay("ABCD"));
        int inside = 0;
        int judged = 0;
        int quote = 0;
        for (JsonObject trade : day("ABCD", Tape.TRADES, inPlayDay("ABCD"))) {
            while (quote + 1 < quotes.size()
                    && quotes.get(quote + 1).getLong("sip_timestamp") <= trade.getLong("sip_timestamp")) {
                quote++;
            }
            JsonObject row = quotes.get(quote);
            if (row.getDouble("bid_price") > 0 && row.getDouble("ask_price") > 0) {
                judged++;
                inside += trade.getDouble("price") >= row.getDouble("bid_price") - 0.011
                        && trade.getDouble("price") <= row.getDouble("ask_price") + 0.011 ? 1 : 0;
            }
        }
        assertThat(inside / (double) judged).isGreaterThan(0.8);
    }

    @Test
    void an_open_range_is_read_lazily() throws Exception {
        JsonObject newest = RunningSimulator.json(simulator.get("/v3/trades/ABCD?limit=10"));
        JsonObject oldest = RunningSimulator.json(simulator.get("/v3/trades/ABCD?limit=10&order=asc"));
        assertThat(newest.getJsonArray("results")).hasSize(10);
        assertThat(oldest.getJsonArray("results")).hasSize(10);
        assertThat(newest.getString("next_url")).isNotNull();
    }

    private static LocalDate inPlayDay(String symbol) {
        var market = new SyntheticMarket(SEED, Calendars.small());
        return DAY.minusDays(200).datesUntil(DAY).filter(market::isTradingDay)
                .filter(date -> market.plan(symbol, date).inPlay()).findFirst().orElseThrow();
    }

    private static List<JsonObject> day(String symbol, Tape tape, LocalDate date) throws Exception {
        return simulator.all("/v3/%s/%s?order=asc&limit=50000&timestamp=%s".formatted(tape.word(), symbol, date));
    }
}
