package io.microtape.status.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.process.Blocking;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManifestDoorTest {
    private static final String OPERATE = "operate-token-of-at-least-32-characters";
    private static final AccessTokens TOKENS = AccessTokens.from(Map.of(AccessTokens.OPERATE_VARIABLE, OPERATE));

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch waiting = new CountDownLatch(20);
    private HttpApi manifestService;
    private HttpApi door;

    @BeforeEach
    void start() {
        Routes echo = router -> {
            router.get("/api/v1/manifests/:id").handler(
                    request -> HttpApi.json(request, 200, "\"%s\"".formatted(request.request().uri())));
            router.get("/api/v1/builds/:id").handler(_ -> waiting.countDown());
            router.post("/api/v1/runs").handler(ManifestDoorTest::said);
        };
        manifestService = started(echo);
        door = started(new ManifestDoor(vertx, manifestService.url()));
    }

    @AfterEach
    void stop() {
        Blocking.await(vertx.close());
    }

    @Test
    void a_call_of_the_manifest_service_is_passed_on_as_it_is_and_so_is_its_answer() throws Exception {
        HttpResponse<String> answer = get("/api/v1/manifests/m%201?by=session,date&q=%C3%A9");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("\"/api/v1/manifests/m%201?by=session,date&q=%C3%A9\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void a_body_reaches_it_whole_and_a_page_of_this_door_is_no_foreign_page_there() throws Exception {
        String body = "{\"manifest\":\"" + "m".repeat(100_000) + "\"}";
        HttpResponse<String> answer = client.send(asked("/api/v1/runs").header("Content-Type", "application/json")
                .header("Origin", door.url().toString()).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void who_has_no_token_does_not_get_through_it() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(door.url().resolve("/api/v1/manifests/m1")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void what_is_refused_there_is_refused_in_the_same_words_here() throws Exception {
        HttpResponse<String> answer = get("/api/v1/runs/unknown");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("there is nothing at /api/v1/runs/unknown");
    }

    @Test
    @Timeout(30)
    void whoever_waits_long_for_an_answer_holds_up_nobody_else() throws Exception {
        for (long i = waiting.getCount(); i > 0; i--) {
            var _ = client.sendAsync(asked("/api/v1/builds/b1").build(), HttpResponse.BodyHandlers.discarding());
        }
        waiting.await();
        assertThat(get("/api/v1/manifests/m1").statusCode()).isEqualTo(200);
    }

    @Test
    void where_no_manifest_service_answers_it_says_so() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        door = started(new ManifestDoor(vertx, URI.create("http://127.0.0.1:" + nobody)));
        HttpResponse<String> answer = get("/api/v1/manifests/m1");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("the manifest-service at http://127.0.0.1:" + nobody + " does not answer",
                "status.manifest_service_url");
    }

    private HttpApi started(Routes routes) {
        return Blocking.await(HttpApi.start(vertx, new ServerSettings("127.0.0.1", 0, 0), TOKENS, List.of(routes)));
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return client.send(asked(target).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder asked(String target) {
        return HttpRequest.newBuilder(URI.create(door.url() + target)).header("Authorization", "Bearer " + OPERATE);
    }

    private static void said(RoutingContext request) {
        HttpApi.json(request, 201, request.body().asString());
    }
}
