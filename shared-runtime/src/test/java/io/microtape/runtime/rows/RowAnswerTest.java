package io.microtape.runtime.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows, in several row groups, through a real server. */
class RowAnswerTest {
    private static final int ROWS = 600_000;
    private static final int AT_ONCE = 8;

    @TempDir
    static Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private Path file;
    private HttpApi api;

    @BeforeEach
    void serve() throws Exception {
        file = folder.resolve("many.parquet");
        if (!Files.exists(file)) {
            ParquetTables.write(file, many(new SplittableRandom(5)), Map.of());
        }
        var answers = new RowAnswer();
        Routes routes = router -> router.get("/rows").handler(request -> {
            Parameters parameters = Parameters.of(request,
                    Stream.concat(RowAnswer.PARAMETERS.stream(), Stream.of("symbol")).toArray(String[]::new));
            List<RowFilter> filters = parameters.text("symbol")
                    .map(symbol -> List.<RowFilter>of(new RowFilter.OneOf("symbol", Set.of(symbol))))
                    .orElse(List.of());
            answers.send(request, parameters,
                    new RowAnswer.Rows("rows", "many", "number", filters, Set.of(), () -> file, () -> {}));
        });
        api = HttpApi.start(vertx, new ServerSettings("127.0.0.1", 0, 0), List.of(routes)).await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void every_row_comes_and_in_its_order() throws Exception {
        assertThat(ParquetTables.rows(file)).isEqualTo(ROWS);
        Path parquet = folder.resolve("answer.parquet");
        Files.write(parquet, bytes("/rows?format=parquet").body());
        Table stored = ParquetTables.read(file);
        Table answered = ParquetTables.read(parquet);
        assertThat(answered.names()).isEqualTo(stored.names());
        assertThat(((Column.Longs) answered.column("number").orElseThrow()).values())
                .isEqualTo(((Column.Longs) stored.column("number").orElseThrow()).values());
        assertThat(((Column.IntLists) answered.column("list").orElseThrow()).values())
                .isEqualTo(((Column.IntLists) stored.column("list").orElseThrow()).values());
        Iterator<String> lines = new String(bytes("/rows?format=csv").body(), StandardCharsets.UTF_8).lines()
                .iterator();
        assertThat(lines.next()).isEqualTo("number,price,symbol,flag,list");
        long number = 0;
        while (lines.hasNext()) {
            assertThat(lines.next()).startsWith(number + ",");
            number++;
        }
        assertThat(number).isEqualTo(ROWS);
    }

    @Test
    void a_page_in_another_order_is_what_sorting_everything_would_give() throws Exception {
        Column.Doubles prices = (Column.Doubles) ParquetTables.read(file).column("price").orElseThrow();
        double[] descending = Arrays.stream(prices.values()).filter(price -> !Double.isNaN(price)).sorted().toArray();
        var page = Json.mapper().readTree(bytes("/rows?sort=-price&limit=500&offset=250000").body()).get("rows");
        assertThat(page).hasSize(500);
        for (int i = 0; i < page.size(); i++) {
            assertThat(page.get(i).get("price").asDouble()).isEqualTo(descending[descending.length - 1 - 250_000 - i]);
        }
        var last = Json.mapper().readTree(bytes("/rows?sort=price&limit=1&offset=" + (ROWS - 1)).body());
        assertThat(last.at("/rows/0/price").isNull()).isTrue();
        assertThat(bytes("/rows?symbol=S3&limit=7").headers().firstValue("X-Total-Count"))
                .contains(Integer.toString(ROWS / 10));
    }

    @Test
    void readers_that_do_not_read_hold_their_places_and_give_them_back_when_they_go() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                var socket = new Socket();
                socket.setReceiveBufferSize(4 * 1024);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.url().getPort()));
                socket.getOutputStream().write("GET /rows?format=json&limit=all HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                // Its first byte shows that the answer is under way.
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                idle.add(socket);
            }
            HttpResponse<byte[]> refused = bytes("/rows?limit=1");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (bytes("/rows?limit=1").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private HttpResponse<byte[]> bytes(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(api.url() + path)).build(), BodyHandlers.ofByteArray());
    }

    private static Table many(SplittableRandom random) {
        long[] numbers = new long[ROWS];
        double[] prices = new double[ROWS];
        boolean[] valid = new boolean[ROWS];
        String[] symbols = new String[ROWS];
        boolean[] flags = new boolean[ROWS];
        int[] offsets = new int[ROWS + 1];
        boolean[] all = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            numbers[row] = row;
            valid[row] = random.nextInt(20) > 0;
            prices[row] = valid[row] ? random.nextDouble() : Double.NaN;
            symbols[row] = "S" + row % 10;
            flags[row] = random.nextBoolean();
            offsets[row + 1] = offsets[row] + row % 3;
            all[row] = true;
        }
        int[] values = random.ints(offsets[ROWS]).toArray();
        return new Table.Builder().add("number", Column.Longs.of(Kind.INT64, numbers))
                .add("price", new Column.Doubles(prices, valid)).add("symbol", Column.Strings.of(symbols))
                .add("flag", Column.Booleans.of(flags)).add("list", new Column.IntLists(offsets, values, all)).build();
    }
}
