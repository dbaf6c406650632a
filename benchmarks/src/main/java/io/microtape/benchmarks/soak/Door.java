package io.microtape.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * REST as a program of a user asks it: when the server is away, it asks again until it is back. An answer that says the
 * server failed is a finding. Safe for use by many threads.
 */
final class Door {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration ANSWERING = Duration.ofSeconds(75);
    private static final int BUSY = 503;
    private static final int FAILED = 500;

    private final URI server;
    private final Findings findings;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();

    /** What was answered. */
    record Answer(int status, byte[] body) {
        boolean good() {
            return status / 100 == 2;
        }

        JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Door(URI server, Findings findings) {
        this.server = server;
        this.findings = findings;
    }

    Answer get(String path) {
        return ask(path, request(path).header("Prefer", "wait=5").build());
    }

    Answer post(String path, Object body) {
        return ask(path, request(path).header("Content-Type", "application/json").header("Prefer", "wait=20")
                .POST(BodyPublishers.ofString(Json.text(body))).build());
    }

    /** An answer without end. */
    InputStream stream(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofInputStream()).body();
    }

    private Answer ask(String path, HttpRequest request) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpResponse<byte[]> got = client.send(request, BodyHandlers.ofByteArray());
                if (got.statusCode() != BUSY) {
                    return seen(path, new Answer(got.statusCode(), got.body()));
                }
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    findings.add("%s: no answer within %d min: %s".formatted(kind(path), PATIENCE.toMinutes(), e));
                    throw new UncheckedIOException(e);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private Answer seen(String path, Answer answer) {
        if (answer.status() >= FAILED) {
            findings.add("%s: %d %s".formatted(kind(path), answer.status(), new String(answer.body(),
                    StandardCharsets.UTF_8).strip()));
        }
        return answer;
    }

    /** The call without what differs from one to the next. */
    private static String kind(String path) {
        return path.replaceAll("\\?.*", "").replaceAll("/(manifests|builds|runs|captures|windows)/[^/]+", "/$1/ID");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWERING);
    }
}
