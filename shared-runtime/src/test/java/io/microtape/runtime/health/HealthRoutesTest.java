package io.microtape.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private HttpApi server;

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(10, TimeUnit.SECONDS);
        registry.close();
    }

    @Test
    void aProcessIsLiveEvenWhenItIsNotReady() throws Exception {
        start(List.of(new ReadyCheck("ledger", () -> {
            throw new IllegalStateException("the ledger is locked");
        })), Duration.ofSeconds(5));
        assertThat(get("/health/live").body()).isEqualTo("{\"live\":true}");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void everyCheckIsNamedWithItsReason() throws Exception {
        start(List.of(new ReadyCheck("ledger", () -> {}), new ReadyCheck("lake", () -> {
            throw new IllegalStateException("the lake's folder is read-only");
        })), Duration.ofSeconds(5));
        JsonNode answer = Json.mapper().readTree(get("/health/ready").body());
        assertThat(answer.get("ready").asBoolean()).isFalse();
        assertThat(answer.get("checks")).hasToString(
                "[{\"name\":\"ledger\",\"ready\":true,\"detail\":\"\"},{\"name\":\"lake\",\"ready\":false,"
                        + "\"detail\":\"the lake's folder is read-only\"}]");
    }

    @Test
    void aProcessWhoseChecksPassIsReady() throws Exception {
        start(List.of(new ReadyCheck("ledger", () -> {})), Duration.ofSeconds(5));
        var answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aHangingCheckIsNotReadyAndIsStartedOnce() throws Exception {
        var release = new CountDownLatch(1);
        var starts = new AtomicInteger();
        start(List.of(new ReadyCheck("vendor", () -> {
            starts.incrementAndGet();
            release.await();
        })), Duration.ofMillis(50));
        for (int i = 0; i < 3; i++) {
            var answer = get("/health/ready");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("no answer within 50 ms");
        }
        assertThat(starts).hasValue(1);
        release.countDown();
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        start(List.of(), Duration.ofSeconds(5));
        registry.counter("microtape.captures", "outcome", "published").increment(3);
        var answer = get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("microtape_captures_total{outcome=\"published\"} 3.0");
    }

    @Test
    void anUnknownParameterIsRefusedByName() throws Exception {
        start(List.of(), Duration.ofSeconds(5));
        for (String call : List.of("/health/live", "/health/ready", "/metrics")) {
            var answer = get(call + "?verbose=1");
            assertThat(answer.statusCode()).as(call).isEqualTo(400);
            assertThat(answer.body()).contains("there is no parameter 'verbose' here");
        }
    }

    @Test
    void an_address_with_half_an_escape_is_refused_in_words() throws Exception {
        start(List.of(), Duration.ofSeconds(5));
        for (String address : List.of("/health/live%2", "/health/live?verbose=%zz")) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
                socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                        .formatted(address).getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400").contains("begins no escape");
            }
        }
    }

    private void start(List<ReadyCheck> checks, Duration patience) throws Exception {
        server = HttpApi.start(vertx, new ServerSettings("127.0.0.1", 0, 0),
                List.of(new HealthRoutes(registry, checks, patience))).await(10, TimeUnit.SECONDS);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.url().resolve(path)).build(), BodyHandlers.ofString());
    }
}
