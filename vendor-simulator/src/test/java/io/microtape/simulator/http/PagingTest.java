package io.microtape.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.TiedTape;
import io.microtape.simulator.tape.FixedTapes;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class PagingTest {
    private static final Pattern CURSOR = Pattern
            .compile(
                    "ap=\\d+&as=&limit=\\d+&order=(asc|desc)&sort=timestamp(&timestamp\\.(gte|lte|lt)=[-0-9T:.]+Z){0,2}");

    @ParameterizedTest
    @CsvSource({"1, 3, 40", "7, 5, 500", "7, 1, 50", "999, 9000, 9000", "50000, 60, 100001", "250, 250, 1000"})
    void pages_through_ties_give_every_row_once_in_both_orders(int limit, int maxTies, int rows) throws Exception {
        try (var simulator = RunningSimulator
                .over(new FixedTapes().with("TIED", Tape.TRADES, TiedTape.of(rows, maxTies, limit)))) {
            for (String bounds : List.of("", "&timestamp.gte=%d&timestamp.lt=%d".formatted(TiedTape.START,
                    TiedTape.START + 1_000_000_000L))) {
                assertThat(prices(simulator.all("/v3/trades/TIED?order=asc&limit=" + limit + bounds)))
                        .isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
                assertThat(prices(simulator.all("/v3/trades/TIED?order=desc&limit=" + limit + bounds)))
                        .isEqualTo(IntStream.rangeClosed(1, rows).map(i -> rows + 1 - i).boxed().toList());
            }
        }
    }

    @Test
    void a_page_ends_with_a_cursor_that_continues_exactly_after_it() throws Exception {
        try (var simulator = RunningSimulator
                .over(new FixedTapes().with("TIED", Tape.TRADES, TiedTape.of(10, 4, 3)))) {
            JsonObject first = RunningSimulator.json(simulator.get("/v3/trades/TIED?order=asc&limit=4"));
            String next = first.getString("next_url");
            assertThat(next).startsWith("http://127.0.0.1:%d/v3/trades/TIED?cursor=".formatted(simulator.port()))
                    .doesNotContain(RunningSimulator.KEY).doesNotContain("&");
            String cursor = next.substring(next.indexOf('=') + 1);
            assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)).matches(CURSOR);
            assertThat(cursor).doesNotContain("=");
            assertThat(prices(simulator.all("/v3/trades/TIED?cursor=" + cursor))).containsExactly(5, 6, 7, 8, 9, 10);
        }
    }

    @Test
    void a_cursor_wins_over_whatever_stands_beside_it() throws Exception {
        try (var simulator = RunningSimulator
                .over(new FixedTapes().with("TIED", Tape.TRADES, TiedTape.of(10, 4, 4)))) {
            String next = RunningSimulator.json(simulator.get("/v3/trades/TIED?order=asc&limit=4"))
                    .getString("next_url");
            String target = next.substring(next.indexOf("/v3"));
            assertThat(prices(simulator.all(target + "&order=desc&limit=nonsense&timestamp.gte=yesterday")))
                    .containsExactly(5, 6, 7, 8, 9, 10);
            assertThat(simulator.getWithoutKey(target + "&apiKey=" + RunningSimulator.KEY).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"%%%", "AAAA", "bGltaXQ9NQ", "''"})
    void a_cursor_that_was_never_given_out_is_refused(String cursor) throws Exception {
        try (var simulator = RunningSimulator.over(new FixedTapes())) {
            var response = simulator.get("/v3/trades/TIED?cursor=" + cursor.replace("%", "%25"));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(RunningSimulator.json(response).getString("error")).isEqualTo("Invalid cursor");
        }
    }

    private static List<Integer> prices(List<JsonObject> rows) {
        return rows.stream().map(row -> row.getInteger("price")).toList();
    }
}
