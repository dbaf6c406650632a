package io.microtape.downloader.vendor.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.NotEntitled;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Refused;
import io.microtape.downloader.vendor.PageOutcome.Throttled;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.vendor.Plan;
import io.microtape.runtime.tape.TapeBatch;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer of a vendor means, over one connection only, so that a connection that is not given back shows. */
class PolygonVendorTest {
    private static final String KEY = "the-secret-key";
    private static final String GOOD = "{\"status\":\"OK\",\"request_id\":\"r\",\"results\":[{\"sip_timestamp\":5,\"price\":1}]}";

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-21T07:26:30Z"), ZoneOffset.UTC);

    private final BufferAllocator allocator = new RootAllocator();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        await(vertx.close());
        allocator.close();
    }

    @ParameterizedTest
    @CsvSource({"401, KeyRejected", "403, NotEntitled", "400, Refused", "404, Refused", "429, Throttled", "413, Unwell",
            "499, Unwell", "408, Unwell", "302, Unwell", "500, Unwell", "502, Unwell", "503, Unwell", "504, Unwell"})
    void a_status_means_the_same_whatever_became_of_its_body(int status, String outcome) throws Exception {
        List<Handler<HttpServerResponse>> bodies = List.of(response -> response.end("{\"error\":\"words\"}"),
                response -> response.end("<html>busy</html>"), HttpServerResponse::end,
                response -> response.putHeader("Content-Encoding", "gzip").end(),
                response -> response.putHeader("Content-Encoding", "gzip").end("no gzip"),
                response -> response.end("x".repeat(1_000_000)));
        List<PageOutcome> outcomes = ask(bodies.size(), (request, n) -> {
            request.response().setStatusCode(status);
            bodies.get(n).handle(request.response());
        });
        assertThat(outcomes).allMatch(each -> each.getClass().getSimpleName().equals(outcome), outcomes.toString());
    }

    @Test
    void retry_after_is_heard_in_seconds_and_as_a_date() throws Exception {
        List<PageOutcome> outcomes = ask(2, (request, n) -> request.response().setStatusCode(429)
                .putHeader("Retry-After", n == 0 ? "7" : "Wed, 21 Oct 2026 07:28:00 GMT").end());
        assertThat(outcomes).containsExactly(new Throttled(Optional.of(Duration.ofSeconds(7))),
                new Throttled(Optional.of(Duration.ofSeconds(90))));
    }

    @Test
    void answers_that_are_no_page_give_their_connection_back() throws Exception {
        List<String> answers = List.of("<html>" + "busy ".repeat(100_000),
                "{\"status\":\"OK\",\"results\":[{\"price\":1}, "
                        + "{\"price\":1},".repeat(50_000),
                "[]" + " ".repeat(300_000), "{\"status\":\"ERROR\"}",
                "{\"status\":\"OK\",\"results\":[" + GOOD.repeat(3_000), GOOD);
        List<PageOutcome> outcomes = ask(answers.size(), (request, n) -> request.response().end(answers.get(n)));
        assertThat(outcomes.subList(0, 5)).allMatch(Unwell.class::isInstance, outcomes.toString());
        assertThat(outcomes.getLast()).isEqualTo(new Page(1, Optional.empty(), "r"));
    }

    @Test
    void a_stalled_answer_ends_and_gives_its_connection_back() throws Exception {
        List<PageOutcome> outcomes = ask(2, (request, n) -> {
            if (n == 0) {
                request.response().setChunked(true).write("{\"status\":");
            } else {
                request.response().end(GOOD);
            }
        });
        assertThat(outcomes.getFirst()).isInstanceOf(Unwell.class);
        assertThat(outcomes.getLast()).isInstanceOf(Page.class);
    }

    @Test
    void a_stated_row_count_that_does_not_agree_is_no_page() throws Exception {
        List<PageOutcome> outcomes = ask(1,
                (request, _) -> request.response().putHeader("X-Item-Count", "2").end(GOOD));
        assertThat(outcomes).containsExactly(new Unwell("it states 2 rows and sent 1"));
    }

    @Test
    void a_link_header_that_leads_elsewhere_than_the_body_is_a_fault() throws Exception {
        List<PageOutcome> outcomes = ask(4, (request, n) -> {
            String base = "http://" + request.authority() + request.path() + "?cursor=";
            String page = GOOD.replace("{\"status\"", "{\"next_url\":\"" + base + "abc\",\"status\"");
            switch (n) {
                case 0 -> link(request, base + "abd").end(page);
                case 1 -> link(request, base + "abc").end(GOOD);
                case 2 -> link(request, "https://api.massive.com:443/v3/trades/IBM?cursor=abc").end(page);
                default -> request.response().end(page);
            }
        });
        assertThat(outcomes.subList(0, 2)).allMatch(PageOutcome.Faulty.class::isInstance, outcomes.toString());
        assertThat(outcomes.subList(2, 4)).allMatch(Page.class::isInstance, outcomes.toString());
    }

    @Test
    void a_200_is_judged_by_the_word_in_its_body() throws Exception {
        List<String> words = List.of("DELAYED", "ERROR", "NOT_AUTHORIZED", "NOT_FOUND", "", "SOMETHING");
        List<PageOutcome> outcomes = ask(words.size(), (request, n) -> request.response()
                .end("{\"status\":\"%s\",\"message\":\"words\"}".formatted(words.get(n))));
        assertThat(outcomes).extracting(outcome -> outcome.getClass().getSimpleName()).containsExactly("Page", "Unwell",
                "NotEntitled", "Refused", "Unwell", "Unwell");
    }

    @Test
    void the_vendors_words_are_found_in_any_body() throws Exception {
        List<Buffer> bodies = List.of(Buffer.buffer("\"just text\""), Buffer.buffer("[\"in a list\", 2]"),
                Buffer.buffer("42"), Buffer.buffer("{\"error\":{\"message\":\"deep\"}}"),
                Buffer.buffer("<html><style>p {}</style><h1>502 Bad</h1>\r\n<p>Gateway</p>"), Buffer.buffer(),
                Buffer.buffer(new byte[] {(byte) 0xC3, 'a', 0, 7, (byte) 0xFF, 'b'}),
                Buffer.buffer("[".repeat(5_000)), Buffer.buffer("{\"error\":null,\"other\":1}"));
        List<PageOutcome> outcomes = ask(bodies.size(),
                (request, n) -> request.response().setStatusCode(400).end(bodies.get(n)));
        List<String> causes = outcomes.stream().map(outcome -> ((Refused) outcome).cause()).toList();
        assertThat(causes).startsWith("HTTP 400: just text", "HTTP 400: in a list", "HTTP 400: 42", "HTTP 400: deep",
                "HTTP 400: 502 Bad Gateway", "HTTP 400: no further words", "HTTP 400: ab");
        assertThat(causes).allMatch(cause -> cause.length() < 330 && cause.codePoints().noneMatch(c -> c < ' '));
    }

    @Test
    void an_answer_that_trickles_for_ever_ends_at_the_total_time() throws Exception {
        List<PageOutcome> outcomes = ask(2, (request, n) -> {
            if (n == 0) {
                var response = request.response().setChunked(true);
                response.write("{\"status\":\"OK\",\"results\":[");
                long timer = vertx.setPeriodic(50, _ -> response.write(" "));
                response.closeHandler(_ -> vertx.cancelTimer(timer));
            } else {
                request.response().end(GOOD);
            }
        });
        assertThat(outcomes.getFirst()).isInstanceOf(Unwell.class);
        assertThat(outcomes.getLast()).isInstanceOf(Page.class);
    }

    @Test
    void a_port_where_nobody_listens_is_unwell() {
        int port = await(vertx.createHttpServer().requestHandler(request -> request.response().end()).listen(0,
                "127.0.0.1").compose(server -> server.close().map(server.actualPort())));
        assertThat(ask(1, port).getFirst()).isInstanceOf(Unwell.class);
    }

    @Test
    void a_key_is_cut_out_however_it_is_escaped() {
        var key = new VendorKey("a+b/c=d");
        for (String echo : List.of("a+b/c=d", "a%2Bb%2Fc%3Dd", "a%2bb%2fc%3dd", "%61%2B%62%2F%63%3D%64",
                "a%252Bb%252Fc%253Dd")) {
            assertThat(key.redact("x=" + echo + "&y")).isEqualTo("x=***&y");
        }
    }

    @Test
    void a_vendor_that_echoes_the_key_does_not_spread_it() throws Exception {
        List<PageOutcome> outcomes = ask(4, (request, n) -> {
            String echo = request.getHeader("Authorization");
            switch (n) {
                case 0 -> request.response().setStatusCode(401).end("{\"error\":\"Unknown " + echo + "\"}");
                case 1 -> request.response().setStatusCode(500).end(echo);
                case 2 -> request.response().end("{\"status\":\"" + echo + "\",\"error\":\"" + echo + "\"}");
                default -> request.response().end(GOOD.replace("\"r\"", "\"" + echo + "\""));
            }
        });
        assertThat(outcomes).hasSize(4).noneMatch(outcome -> outcome.toString().contains(KEY));
        assertThat(outcomes.getFirst()).isInstanceOf(KeyRejected.class).isNotInstanceOf(NotEntitled.class)
                .isNotInstanceOf(Refused.class);
    }

    private static HttpServerResponse link(HttpServerRequest request, String url) {
        return request.response().putHeader("Link", "<%s>; rel=\"next\"".formatted(url));
    }

    private interface Answer {
        void to(HttpServerRequest request, int n);
    }

    /** Asks a server for so many pages, one after another, over a single connection. */
    private List<PageOutcome> ask(int times, Answer answer) {
        int[] asked = {0};
        var server = await(vertx.createHttpServer().requestHandler(request -> answer.to(request, asked[0]++)).listen(0,
                "127.0.0.1"));
        return ask(times, server.actualPort());
    }

    private List<PageOutcome> ask(int times, int port) {
        var settings = new PolygonSettings(URI.create("http://127.0.0.1:" + port),
                Plan.ADVANCED, 100, 100, 0, 0, 50_000, 10, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(1),
                Duration.ofSeconds(3), 1, Duration.ofMillis(1), Duration.ofMillis(1));
        List<PageOutcome> outcomes = new ArrayList<>();
        await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                var vendor = new PolygonVendor(vertx, settings, new VendorKey(KEY), 1, NOW);
                var spec = new CaptureSpec(WindowId.of("IBM", 5), "IBM", Tape.TRADES, 5, 1, 9, QuotePolicy.KEEP_ALL);
                try (var batch = new TapeBatch(Tape.TRADES, allocator)) {
                    for (int i = 0; i < times; i++) {
                        outcomes.add(vendor.page(spec, Optional.empty(), batch));
                    }
                }
                return Future.succeededFuture();
            }
        }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        return outcomes;
    }

    private static <T> T await(Future<T> future) {
        return future.timeout(60, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture().join();
    }
}
