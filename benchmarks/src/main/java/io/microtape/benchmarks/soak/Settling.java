package io.microtape.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** At the end, with a vendor that is well again: asks for all that is missing, until every capture has an answer. */
final class Settling {
    private static final long MOST_SECONDS = 300;

    private final Door door;
    private final Findings findings;

    Settling(Door door, Findings findings) {
        this.door = door;
        this.findings = findings;
    }

    void settle(List<String> manifests) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        for (String manifest : manifests) {
            while (missing(manifest) > 0) {
                if (System.nanoTime() > end) {
                    findings.add("not every capture has an answer %d s after the vendor is well: %s".formatted(
                            MOST_SECONDS, coverage(manifest).path("states")));
                    return;
                }
                askAgain(manifest);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    private void askAgain(String manifest) {
        for (JsonNode run : door.get("/api/v1/runs?manifest=%s".formatted(manifest)).json().path("runs")) {
            door.post("/api/v1/runs/%s/retry?states=FAILED,NOT_ENTITLED,VENDOR_HOLE"
                    .formatted(run.path("run_id").asText()), Map.of());
        }
        JsonNode run = door.post("/api/v1/runs", Map.of("manifest_id", manifest, "max_requests", 0)).json();
        if (run.path("state").asText().equals("PAUSED")) {
            door.post("/api/v1/runs/%s/resume".formatted(run.path("run_id").asText()), Map.of("max_requests", 0));
        }
    }

    private long missing(String manifest) {
        return coverage(manifest).path("missing").asLong();
    }

    private JsonNode coverage(String manifest) {
        return door.get("/api/v1/coverage?manifest=" + manifest).json();
    }
}
