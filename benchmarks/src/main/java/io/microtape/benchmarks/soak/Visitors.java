package io.microtape.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** People and programs that look: every call that reads, in all forms, and live streams that come and go, some without reading. */
final class Visitors {
    private static final List<String> OF_A_MANIFEST = List.of("/api/v1/coverage?manifest=%s&by=session,tape",
            "/api/v1/coverage?manifest=%s&by=symbol&sort=-missing&limit=5",
            "/api/v1/coverage?manifest=%s&format=markdown",
            "/api/v1/captures?manifest=%s&limit=50&sort=-settled_at", "/api/v1/manifests/%s",
            "/api/v1/manifests/%s/report",
            "/api/v1/manifests/%s/estimate", "/api/v1/manifests/%s/events?format=arrow",
            "/api/v1/manifests/%s/events?format=parquet", "/api/v1/manifests/%s/rejections?format=csv",
            "/api/v1/manifests/%s/events?sort=-score&limit=20", "/api/v1/runs?manifest=%s");
    private static final List<String> OF_NOTHING = List.of("/metrics", "/health/ready", "/api/v1/rate",
            "/api/v1/manifests",
            "/api/v1/builds", "/api/v1/runs?state=running", "/", "/openapi.yaml");
    private static final List<String> FORMS = List.of("json", "csv", "parquet", "arrow");
    /** A tape that is being asked for again, or too many answers with rows at once. */
    private static final Set<Integer> FINE = Set.of(200, 409, 429);
    private static final int PAUSE_MILLIS = 400;
    private static final int MOST_LOOKING_MILLIS = 12_000;

    private final Door door;
    private final URI server;
    private final Findings findings;
    private final List<String> manifests;

    Visitors(Door door, URI server, Findings findings, List<String> manifests) {
        this.door = door;
        this.server = server;
        this.findings = findings;
        this.manifests = manifests;
    }

    /** Asks for one thing after the other. */
    void ask(SplittableRandom random, BooleanSupplier going) {
        while (going.getAsBoolean()) {
            pause(random, PAUSE_MILLIS);
            if (manifests.isEmpty() || random.nextInt(4) == 0) {
                seen(OF_NOTHING.get(random.nextInt(OF_NOTHING.size())));
            } else if (random.nextInt(3) == 0) {
                tape(any(random), random);
            } else {
                seen(OF_A_MANIFEST.get(random.nextInt(OF_A_MANIFEST.size())).formatted(any(random)));
            }
        }
    }

    /** Watches the live stream, leaves, and comes back to another manifest; every fourth time it does not read at all. */
    void watch(SplittableRandom random, BooleanSupplier going) {
        while (going.getAsBoolean()) {
            pause(random, PAUSE_MILLIS);
            if (manifests.isEmpty()) {
                continue;
            }
            String path = "/api/v1/live?manifest=" + any(random);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_LOOKING_MILLIS));
            try {
                if (random.nextInt(4) == 0) {
                    stare(path, end);
                } else {
                    read(path, end);
                }
            } catch (IOException _) {
                // The server ended meanwhile; a browser comes back too.
                pause(random, PAUSE_MILLIS);
            }
        }
    }

    private void tape(String manifest, SplittableRandom random) {
        JsonNode captures = door.get("/api/v1/captures?manifest=%s&state=complete&limit=100".formatted(manifest)).json()
                .path("captures");
        if (captures.isEmpty()) {
            return;
        }
        JsonNode capture = captures.get(random.nextInt(captures.size()));
        String window = "/api/v1/windows/" + capture.path("window_id").asText();
        String tape = "%s/tape?tape=%s&manifest=%s".formatted(window,
                capture.path("tape").asText().toLowerCase(Locale.ROOT), manifest);
        seen("/api/v1/captures/" + capture.path("capture_id").asText());
        seen(window);
        seen(tape + "&points=600");
        seen(tape + "&format=" + FORMS.get(random.nextInt(FORMS.size())));
    }

    private void seen(String path) {
        int status = door.get(path).status();
        if (!FINE.contains(status) && status < 500) {
            findings.add("%s: %d".formatted(path.replaceAll("\\?.*", ""), status));
        }
    }

    private void read(String path, long end) throws IOException {
        try (InputStream events = door.stream(path)) {
            var bytes = new byte[8_192];
            while (System.nanoTime() < end && events.read(bytes) >= 0) {
                // What it says is held to the ledger by tests; here it is only taken.
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stare(String path, long end) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".formatted(path)
                    .getBytes(StandardCharsets.US_ASCII));
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private String any(SplittableRandom random) {
        return manifests.get(random.nextInt(manifests.size()));
    }

    private static void pause(SplittableRandom random, int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }
}
