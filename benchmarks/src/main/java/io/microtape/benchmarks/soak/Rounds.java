package io.microtape.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.manifest.build.BuildDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The work of a user, again and again with new events: builds and approves a manifest, starts its run in one of several
 * ways, pauses and resumes it, retries what it gave up, looks at it by the command line, exports what it has.
 */
final class Rounds {
    private static final long MOST_SECONDS = 120;
    private static final long POLL_MILLIS = 250;
    private static final int COMMAND_EVERY = 4;

    private final Door door;
    private final Programs programs;
    private final Folders folders;
    private final Findings findings;
    private final List<String> manifests;
    private final Weeks weeks;
    private final SplittableRandom random;

    /** @param manifests takes each manifest once it is approved */
    Rounds(Door door, Programs programs, Folders folders, Findings findings, List<String> manifests, long seed) {
        this.door = door;
        this.programs = programs;
        this.folders = folders;
        this.findings = findings;
        this.manifests = manifests;
        this.weeks = new Weeks(folders.universes());
        this.random = new SplittableRandom(seed);
    }

    void work(BooleanSupplier going) throws IOException {
        for (int number = 0; going.getAsBoolean(); number++) {
            Path universe = weeks.write(number);
            String manifest = built(universe, number);
            if (manifest != null) {
                expect(door.post("/api/v1/manifests/%s/approve".formatted(manifest),
                        Map.of("by", "soak", "reason", "round " + number)), "approve");
                manifests.add(manifest);
                download(manifest, going);
                if (number % COMMAND_EVERY == 0) {
                    byCommand(manifest, number);
                }
            }
            Folders.delete(universe);
        }
    }

    /** Builds so often that the process remembers as many reports as it ever will. */
    void fillMemory() throws IOException {
        Path universe = weeks.write(Weeks.COUNT - 1);
        for (int i = 0; i < BuildDesk.KEPT; i++) {
            Map<String, Object> whatIf = request(universe);
            whatIf.put("dry_run", true);
            whatIf.put("compare", manifests.getLast());
            ended(whatIf);
        }
        Folders.delete(universe);
    }

    private static Map<String, Object> request(Path universe) {
        return new HashMap<>(Map.of("events", universe.resolve("events").toString(), "daily_bars",
                universe.resolve("daily_bars.parquet").toString(), "profile", "demo"));
    }

    private String built(Path universe, int number) {
        Map<String, Object> request = request(universe);
        if (number % 5 == 4) {
            request.put("minute_bars", universe.resolve("minute_bars.parquet").toString());
        }
        if (number % 3 == 2 && !manifests.isEmpty()) {
            Map<String, Object> whatIf = new HashMap<>(request);
            whatIf.put("dry_run", true);
            whatIf.put("compare", manifests.getLast());
            ended(whatIf);
        }
        return ended(request).path("manifest_id").textValue();
    }

    /** The build as it ended; one that a restart forgot is asked for again. */
    private JsonNode ended(Map<String, Object> request) {
        while (true) {
            JsonNode build = door.post("/api/v1/manifests", request).json();
            while (List.of("QUEUED", "RUNNING").contains(build.path("state").asText())) {
                build = door.get("/api/v1/builds/" + build.path("build_id").asText()).json();
            }
            switch (build.path("state").asText()) {
                case "FINISHED" -> {
                    return build;
                }
                case "FAILED" -> {
                    findings.add("a build failed: " + build.path("problem"));
                    return build;
                }
                default -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            }
        }
    }

    private void download(String manifest, BooleanSupplier going) {
        switch (random.nextInt(4)) {
            case 0 -> over(start(Map.of("manifest_id", manifest, "pilot", 10)), going);
            case 1 -> over(start(Map.of("manifest_id", manifest, "tapes", "trades", "max_requests", 40)), going);
            case 2 -> pausedAndResumed(start(Map.of("manifest_id", manifest, "order", "rank")));
            default -> start(Map.of("manifest_id", manifests.get(random.nextInt(manifests.size()))));
        }
        String run = start(Map.of("manifest_id", manifest, "max_requests", 0));
        over(run, going);
        if (failed(manifest) > 0) {
            door.post("/api/v1/runs/%s/retry?preview=true".formatted(run), Map.of());
            door.post("/api/v1/runs/%s/retry".formatted(run), Map.of());
            over(run, going);
        }
    }

    private String start(Map<String, Object> request) {
        return expect(door.post("/api/v1/runs", request), "run start").path("run_id").asText();
    }

    private void pausedAndResumed(String run) {
        door.post("/api/v1/runs/%s/pause".formatted(run), Map.of());
        door.post("/api/v1/runs/%s/resume".formatted(run), Map.of());
    }

    /** Waits until nothing of a run is left to ask now; what is left after two minutes, the next rounds go on with. */
    private void over(String run, BooleanSupplier going) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (going.getAsBoolean() && System.nanoTime() < end) {
            JsonNode now = door.get("/api/v1/runs/" + run).json();
            switch (now.path("state").asText()) {
                case "RUNNING" -> {
                    if (now.path("open").asLong() == 0) {
                        return;
                    }
                }
                case "PAUSED" -> door.post("/api/v1/runs/%s/resume".formatted(run), Map.of("max_requests", 0));
                default -> {
                    return;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }

    private long failed(String manifest) {
        return door.get("/api/v1/coverage?manifest=" + manifest).json().at("/states/FAILED").asLong();
    }

    private void byCommand(String manifest, int number) throws IOException {
        programs.command("coverage", "--manifest", manifest, "--by", "session,tape");
        Path export = folders.exports().resolve("round-" + number);
        programs.whole().lock();
        try {
            int exit = programs.command("export", "--manifest", manifest, "--to", export.toString());
            if (exit != 0) {
                findings.add("export ended with " + exit);
            }
        } finally {
            programs.whole().unlock();
        }
        Folders.delete(export);
    }

    private JsonNode expect(Door.Answer answer, String what) {
        JsonNode said = answer.json();
        if (!answer.good()) {
            findings.add("%s: %d %s".formatted(what, answer.status(), said.path("detail").asText()));
        }
        return said;
    }
}
