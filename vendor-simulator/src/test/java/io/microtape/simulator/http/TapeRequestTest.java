package io.microtape.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.TiedTape;
import io.microtape.simulator.tape.FixedTapes;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeRequestTest {
    /** Around midnight in New York, when 2024-03-05 becomes 2024-03-06. */
    private static final List<String> STAMPS = List.of("2024-03-04T23:59:59.999999999-05:00",
            "2024-03-05T00:00:00-05:00", "2024-03-05T12:00:00.000000001-05:00", "2024-03-05T23:59:59.999999999-05:00",
            "2024-03-06T00:00:00-05:00");

    private static RunningSimulator simulator;

    @BeforeAll
    static void start() {
        Table midnight = new Table.Builder()
                .add("sip_timestamp",
                        Column.Longs.of(Kind.INT64, STAMPS.stream().mapToLong(TapeRequestTest::nanos).toArray()))
                .add("bid_price", Column.Doubles.of(1, 2, 3, 4, 5)).build();
        boolean[] second = {true, false, true};
        Table shapes = new Table.Builder()
                .add("sip_timestamp",
                        Column.Longs.of(Kind.INT64, TiedTape.START, TiedTape.START + 1, TiedTape.START + 2))
                .add("price", new Column.Doubles(new double[] {48.480000000000004, Double.NaN, 0.0001}, second))
                .add("size", new Column.Doubles(new double[] {283, Double.NaN, 0}, second))
                .add("conditions", new Column.IntLists(new int[] {0, 2, 2, 2}, new int[] {14, 41}, second))
                .add("id", Column.Strings.of("a\"b\\\u0001é", null, "")).build();
        simulator = RunningSimulator.over(new FixedTapes().with("MID", Tape.QUOTES, midnight)
                .with("SHAPES", Tape.TRADES, shapes).with("BRK.B", Tape.TRADES, shapes)
                .with("MANY", Tape.TRADES, TiedTape.of(2_500, 3, 9)));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void without_parameters_the_newest_thousand_rows_come_first() throws Exception {
        JsonObject body = RunningSimulator.json(simulator.get("/v3/trades/MANY"));
        assertThat(body.getString("status")).isEqualTo("OK");
        assertThat(body.getJsonArray("results")).hasSize(1_000);
        assertThat(body.getJsonArray("results").getJsonObject(0).getInteger("price")).isEqualTo(2_500);
        assertThat(body.getString("next_url")).isNotEmpty();
    }

    @Test
    void absent_values_have_no_key_and_zero_is_a_value() throws Exception {
        HttpResponse<byte[]> response = simulator.get("/v3/trades/SHAPES?order=asc");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith("""
                {"results":[{"conditions":[14,41],"id":"a\\"b\\\\\\u0001é","price":48.480000000000004,\
                "sip_timestamp":1709649000000000000,"size":283},\
                {"sip_timestamp":1709649000000000001},\
                {"conditions":[],"id":"","price":0.0001,"sip_timestamp":1709649000000000002,"size":0}],\
                "status":"OK","request_id":\"""");
    }

    @Test
    void headers_say_what_the_body_says() throws Exception {
        HttpResponse<byte[]> response = simulator.get("/v3/trades/MANY?limit=17");
        JsonObject body = RunningSimulator.json(response);
        assertThat(response.headers().firstValue("X-Item-Count")).contains("17");
        assertThat(response.headers().firstValue("X-Request-Id")).contains(body.getString("request_id"));
        assertThat(body.getString("request_id")).matches("[0-9a-f]{32}");
        assertThat(response.headers().firstValue("Link"))
                .contains("<%s>; rel=\"next\"".formatted(body.getString("next_url")));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(simulator.get("/v3/trades/SHAPES").headers().firstValue("Link")).isEmpty();
    }

    @Test
    void next_url_names_the_host_that_was_asked() throws Exception {
        assertThat(simulator.raw("/v3/trades/MANY?limit=1", "vendor.example:1234"))
                .contains("\"next_url\":\"http://vendor.example:1234/v3/trades/MANY?cursor=");
    }

    @Test
    void a_client_that_names_no_host_is_led_back_to_where_it_came() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
            socket.getOutputStream().write("GET /v3/trades/MANY?limit=1&apiKey=%s HTTP/1.0\r\n\r\n"
                    .formatted(RunningSimulator.KEY).getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"next_url\":\"http://127.0.0.1:%d/v3/trades/MANY?cursor=".formatted(simulator.port()));
        }
    }

    @Test
    void gzip_comes_only_when_asked_for() throws Exception {
        HttpResponse<byte[]> plain = simulator.get("/v3/trades/MANY");
        HttpResponse<byte[]> refused = simulator.get("/v3/trades/MANY", "Accept-Encoding", "br, gzip;q=0");
        HttpResponse<byte[]> zipped = simulator.get("/v3/trades/MANY", "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(zipped.body().length).isLessThan(plain.body().length / 3);
        var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
        assertThat(new JsonObject(new String(unzipped, StandardCharsets.UTF_8)).getJsonArray("results"))
                .isEqualTo(RunningSimulator.json(plain).getJsonArray("results"));
    }

    @ParameterizedTest
    @CsvSource({"timestamp=2024-03-05, 2 3 4", "timestamp.gte=2024-03-05, 2 3 4 5", "timestamp.gt=2024-03-05, 3 4 5",
            "timestamp.lt=2024-03-06, 1 2 3 4", "timestamp.lte=2024-03-06, 1 2 3 4 5",
            "timestamp=2024-03-05T12:00:00.000000001-05:00, 3", "timestamp.gt=2024-03-05T17:00:00.000000001Z, 4 5",
            "timestamp.gte=2024-03-05&timestamp.lt=2024-03-05T17:00:00Z, 2",
            "timestamp.gte=2024-03-06&timestamp.lt=2024-03-05, ''", "timestamp=1709614800000000000, 2",
            "timestamp.gte=1709614800000000001&timestamp.lte=1709701199999999999, 3 4"})
    void times_are_integers_new_york_dates_or_rfc3339(String query, String expected) throws Exception {
        assertThat(bids("/v3/quotes/MID?order=asc&" + query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=50001", "limit=-1", "limit=x", "limit=", "order=up", "sort=price",
            "timestamp=today", "timestamp.gte=2024-13-01", "timestamp.lt=99999999999999999999", "timestamp.lte=",
            "timestamp.gt=9999-12-31"})
    void what_the_vendor_does_not_take_is_400_in_its_words(String query) throws Exception {
        HttpResponse<byte[]> response = simulator.get("/v3/trades/MANY?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonObject body = RunningSimulator.json(response);
        assertThat(body.getString("status")).isEqualTo("ERROR");
        assertThat(body.getString("error")).isNotEmpty();
        assertThat(response.headers().firstValue("X-Request-Id")).contains(body.getString("request_id"));
    }

    @Test
    void the_key_may_come_in_the_header_or_as_a_parameter() throws Exception {
        assertThat(simulator.getWithoutKey("/v3/trades/MANY?apiKey=" + RunningSimulator.KEY).statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> none = simulator.getWithoutKey("/v3/trades/MANY");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(RunningSimulator.json(none).getString("error")).isEqualTo("API Key was not provided");
        HttpResponse<byte[]> wrong = simulator.getWithoutKey("/v3/trades/MANY", "Authorization", "Bearer wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(RunningSimulator.json(wrong).getString("error")).isEqualTo("Unknown API Key");
        assertThat(simulator.getWithoutKey("/v3/trades/MANY?apiKey=wrong").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v3/trades", "/v3/trades/", "/v3/trades/A/B", "/v2/trades/A", "/v3/bars/A",
            "/v3/trades/%zz"})
    void an_unknown_path_is_404_in_the_vendors_shape(String path) throws Exception {
        assertThat(simulator.raw(path, "x")).startsWith("HTTP/1.1 404").contains("\"status\":\"NOT_FOUND\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOBODY", "many", "..", "%2e%2e%2fMANY", "a%00b", "C%3A%5Cx", "%F0%9F%98%80", "A+B"})
    void an_unknown_ticker_has_no_rows(String ticker) throws Exception {
        assertThat(simulator.raw("/v3/trades/" + ticker, "x")).startsWith("HTTP/1.1 200")
                .contains("{\"results\":[],\"status\":\"OK\"");
    }

    @Test
    void a_ticker_is_decoded_once() throws Exception {
        assertThat(RunningSimulator.json(simulator.get("/v3/trades/BRK%2EB")).getJsonArray("results")).hasSize(3);
        assertThat(RunningSimulator.json(simulator.get("/v3/trades/BRK%252EB")).getJsonArray("results")).isEmpty();
    }

    @Test
    void the_log_has_every_request_but_never_the_key() throws Exception {
        try (var own = RunningSimulator.over(new FixedTapes())) {
            own.get("/v3/trades/A?limit=1");
            own.getWithoutKey("/v3/trades/A?apiKey=%s&limit=2".formatted(RunningSimulator.KEY));
            own.getWithoutKey("/v3/quotes/%s?APIKEY=other".formatted(RunningSimulator.KEY));
            own.get("/nowhere");
            assertThat(own.requests().lines()).containsExactly("GET /v3/trades/A?limit=1",
                    "GET /v3/trades/A?apiKey=***&limit=2", "GET /v3/quotes/***?APIKEY=***", "GET /nowhere");
            assertThat(own.requests().total()).isEqualTo(4);
            assertThat(own.requests().byStatus()).containsOnly(Map.entry(200, 2L),
                    Map.entry(401, 1L), Map.entry(404, 1L));
            JsonObject report = RunningSimulator.json(own.getWithoutKey("/simulator/requests"));
            assertThat(report.getLong("total")).isEqualTo(4);
            assertThat(report.getJsonObject("by_status").getLong("404")).isEqualTo(1);
            assertThat(report.getJsonArray("lines")).hasSize(4);
            assertThat(own.requests().total()).isEqualTo(4);
        }
    }

    private static String bids(String target) throws Exception {
        return String.join(" ",
                simulator.all(encoded(target)).stream().map(row -> row.getInteger("bid_price").toString())
                        .toList());
    }

    private static String encoded(String target) {
        return target.replace("+", URLEncoder.encode("+", StandardCharsets.UTF_8));
    }

    private static long nanos(String text) {
        var instant = OffsetDateTime.parse(text).toInstant();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
