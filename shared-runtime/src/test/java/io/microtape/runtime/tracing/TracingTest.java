package io.microtape.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.Software;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.process.Blocking;
import io.microtape.servers.TraceCollector;
import io.microtape.servers.TraceCollector.Told;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingTest {
    private TraceCollector collector;

    @BeforeEach
    void start() throws IOException {
        collector = TraceCollector.start();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void what_is_begun_within_something_is_part_of_it() {
        try (Tracing tracing = to(collector.url(), 1)) {
            try (Activity work = tracing.root("work", Activity.NONE).with("which", "first"); var _ = work.enter()) {
                try (Activity part = Activity.begin("part")) {
                    Activity.current().call("question").close();
                    part.failed("no answer");
                }
                assertThat(Activity.current()).isSameAs(work);
            }
            assertThat(Activity.current()).isSameAs(Activity.NONE);
        }
        Map<String, Told> told = byName();
        assertThat(told).containsOnlyKeys("work", "part", "question");
        assertThat(told.get("work").parent()).isEmpty();
        assertThat(told.get("work").attributes()).containsEntry("which", "first");
        assertThat(told.get("part").parent()).isEqualTo(told.get("work").id());
        assertThat(told.get("part").failed()).contains("no answer");
        assertThat(told.get("question").parent()).isEqualTo(told.get("part").id());
        assertThat(collector.spans()).extracting(Told::trace).containsOnly(told.get("work").trace());
        assertThat(told.get("work")).extracting(Told::service, Told::instance).containsExactly("tested", "here");
        assertThat(collector.holds(Software.version())).isTrue();
    }

    @Test
    void what_belongs_together_has_traces_of_its_own_that_refer_to_each_other() {
        try (Tracing tracing = to(collector.url(), 1); Activity first = tracing.root("first", Activity.NONE)) {
            tracing.root("second", first).close();
        }
        Map<String, Told> told = byName();
        assertThat(told.get("second").linked()).containsExactly(told.get("first").trace());
        assertThat(told.get("second").trace()).isNotEqualTo(told.get("first").trace());
    }

    @Test
    void nothing_is_told_of_what_is_not_sampled() {
        try (Tracing tracing = to(collector.url(), 0); Activity work = tracing.root("work", Activity.NONE)) {
            work.part("part").close();
        }
        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void without_an_endpoint_the_bus_knows_no_tracer() {
        Tracing off = Tracing.of(new TracingSettings("", 1), "tested", "here");
        Vertx vertx = off.into(Vertx.builder()).build();
        try {
            assertThat(off).isSameAs(Tracing.OFF);
            assertThat(off.root("work", Activity.NONE)).isSameAs(Activity.NONE);
            assertThat(((VertxInternal) vertx).tracer()).isNull();
        } finally {
            Blocking.await(vertx.close());
        }
    }

    @Test
    void an_end_does_not_wait_for_a_collector_that_never_answers() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Tracing tracing = to(URI.create("http://127.0.0.1:" + silent.getLocalPort()), 1);
            tracing.root("work", Activity.NONE).close();
            long from = System.nanoTime();
            tracing.close();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void calls_over_http_are_told_and_looks_at_health_are_not() throws Exception {
        try (Tracing tracing = to(collector.url(), 1)) {
            Vertx vertx = tracing.into(Vertx.builder()).build();
            try {
                Routes routes = router -> List.of("/api/v1/thing", "/health/live", "/metrics")
                        .forEach(path -> router.get(path).handler(request -> request.end("yes")));
                HttpApi api = Blocking.await(HttpApi.start(vertx, new ServerSettings("127.0.0.1", 0, 0),
                        AccessTokens.NONE, List.of(routes)));
                for (String path : List.of("/health/live", "/metrics", "/api/v1/thing?a=b")) {
                    assertThat(get(api.url().resolve(path))).isEqualTo(200);
                }
            } finally {
                Blocking.await(vertx.close());
            }
        }
        assertThat(collector.spans()).singleElement().satisfies(
                span -> assertThat(span.attributes()).containsEntry("url.path", "/api/v1/thing"));
    }

    @Test
    void what_is_done_about_a_message_is_part_of_what_sent_it() {
        try (Tracing tracing = to(collector.url(), 1)) {
            Vertx vertx = tracing.into(Vertx.builder()).build();
            try {
                vertx.eventBus().consumer("asked", message -> message.reply("yes"));
                onContext(vertx, () -> {
                    Activity work = tracing.root("work", Activity.NONE);
                    try (var _ = work.enter()) {
                        return vertx.eventBus().request("asked", "?", work.carriedBy(new DeliveryOptions()))
                                .onComplete(_ -> work.close());
                    }
                });
                onContext(vertx, () -> vertx.eventBus().request("asked", "untold"));
            } finally {
                Blocking.await(vertx.close());
            }
        }
        Map<String, Told> told = byName();
        assertThat(told).containsOnlyKeys("work", "send");
        assertThat(told.get("send").parent()).isEqualTo(told.get("work").id());
    }

    private static void onContext(Vertx vertx, Supplier<Future<?>> asked) {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(_ -> asked.get().onComplete(_ -> done.complete()));
        Blocking.await(done.future());
    }

    private Map<String, Told> byName() {
        return collector.spans().stream().collect(Collectors.toMap(Told::name, Function.identity(), (a, _) -> a));
    }

    private static int get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Tracing to(URI endpoint, double sampled) {
        return Tracing.of(new TracingSettings(endpoint.toString(), sampled), "tested", "here");
    }
}
