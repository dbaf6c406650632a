package io.microtape.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.CaptureChanged;
import io.microtape.model.lease.LeaseMessages.WorkAvailable;
import io.microtape.status.LedgerFixture;
import io.microtape.status.LiveReader;
import io.microtape.status.StatusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStreamTest {
    private static final LiveLimits ONLY_ANNOUNCED = new LiveLimits(3, Duration.ofMillis(250), Duration.ofHours(1),
            Duration.ofHours(1), Duration.ofSeconds(30));

    @TempDir
    private Path folder;
    private StatusServer server;

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aClientGetsASnapshotAndThenEveryChange() throws Exception {
        start(ONLY_ANNOUNCED);
        try (var reader = watch("m1")) {
            assertThat(reader.head()).first().isEqualTo("HTTP/1.1 200 OK");
            assertThat(String.join("\n", reader.head()).toLowerCase(Locale.ROOT))
                    .contains("content-type: text/event-stream", "cache-control: no-store").doesNotContain("gzip");
            var first = reader.next();
            assertThat(first.states("QUEUED")).isEqualTo(40);
            var lease = server.ledger().lease(1).getFirst();
            server.vertx().eventBus().publish(LeaseMessages.WORK, new WorkAvailable("m1-run1"));
            var second = reader.next();
            assertThat(second.states("IN_FLIGHT")).isEqualTo(1);
            server.ledger().settle(lease, LedgerFixture.published(100));
            changed();
            var third = reader.next();
            assertThat(third.states("COMPLETE")).isEqualTo(1);
            assertThat(List.of(first.id(), second.id(), third.id())).doesNotHaveDuplicates();
            assertThat(List.of(first.kind(), second.kind(), third.kind())).containsExactly("snapshot", "change",
                    "change");
        }
    }

    @Test
    void aSnapshotIsWhatTheCoverageCallAnswers() throws Exception {
        start(ONLY_ANNOUNCED);
        try (var reader = watch("m1")) {
            ObjectNode state = reader.next().state();
            JsonNode coverage = server.json("/api/v1/coverage?manifest=m1");
            for (String member : List.of("manifest_id", "captures", "states", "missing", "rows", "bytes", "remaining",
                    "reasons")) {
                assertThat(state.get(member)).as(member).isEqualTo(coverage.get(member));
            }
            assertThat(state.get("rate").get("leases")).isEqualTo(server.json("/api/v1/rate").get("leases"));
        }
    }

    @Test
    void aBurstOfAnnouncementsBecomesOneSnapshotOfItsEnd() throws Exception {
        start(new LiveLimits(3, Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofHours(1),
                Duration.ofSeconds(30)));
        try (var reader = watch("m1")) {
            reader.next();
            for (int i = 1; i <= 30; i++) {
                server.ledger().settle(server.ledger().lease(1).getFirst(), LedgerFixture.published(i));
                changed();
            }
            long events = 1;
            while (reader.next().states("COMPLETE") < 30) {
                events++;
            }
            assertThat(events).isLessThan(10);
        }
    }

    @Test
    void everyClientOfAManifestGetsTheSameEvents() throws Exception {
        start(ONLY_ANNOUNCED);
        try (var one = watch("m1"); var two = watch("m1"); var other = watch("m2")) {
            one.next();
            two.next();
            assertThat(other.next().state().get("captures").asLong()).isEqualTo(10);
            server.ledger().lease(2);
            changed();
            var seen = one.next();
            assertThat(seen.states("IN_FLIGHT")).isEqualTo(2);
            assertThat(two.next().states("IN_FLIGHT")).isEqualTo(2);
        }
    }

    @Test
    void aClientThatComesBackGetsWhatWasSaidMeanwhile() throws Exception {
        start(ONLY_ANNOUNCED);
        try (var stays = watch("m1")) {
            stays.next();
            LiveReader.Event seen;
            try (var leaves = watch("m1")) {
                seen = leaves.next();
            }
            for (int i = 1; i <= 3; i++) {
                server.ledger().lease(1);
                changed();
                assertThat(stays.next().states("IN_FLIGHT")).isEqualTo(i);
            }
            try (var again = again(seen.id()).knowing(seen)) {
                for (int i = 1; i <= 3; i++) {
                    var event = again.next();
                    assertThat(event.kind()).isEqualTo("change");
                    assertThat(event.states("IN_FLIGHT")).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void aClientWhoseLastEventIsNotKnownGetsASnapshot() throws Exception {
        start(ONLY_ANNOUNCED);
        String seen;
        try (var reader = watch("m1")) {
            seen = reader.next().id();
            server.ledger().lease(5);
            changed();
            reader.next();
            for (String id : List.of("", "0", "other-1", seen + "9", seen.replaceAll("-.*", "-x"))) {
                try (var again = again(id)) {
                    var newest = again.next();
                    assertThat(newest.kind()).as(id).isEqualTo("snapshot");
                    assertThat(newest.states("IN_FLIGHT")).isEqualTo(5);
                }
            }
        }
    }

    @Test
    void theIdsOfAFeedThatEndedAreNotThoseOfTheNext() throws Exception {
        start(ONLY_ANNOUNCED);
        String seen;
        try (var reader = watch("m1")) {
            seen = reader.next().id();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (var again = watch("m1")) {
                String id = again.next().id();
                if (!id.equals(seen)) {
                    assertThat(id.replaceAll("-.*", "")).isNotEqualTo(seen.replaceAll("-.*", ""));
                    return;
                }
            }
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private LiveReader again(String last) throws Exception {
        return new LiveReader(server.http().url(), "/api/v1/live?manifest=m1", "Last-Event-ID: " + last);
    }

    @Test
    void aLostAnnouncementIsMadeUpForByTheNextRefresh() throws Exception {
        start(new LiveLimits(3, Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofHours(1),
                Duration.ofSeconds(30)));
        try (var reader = watch("m1")) {
            var first = reader.next();
            var second = reader.next();
            assertThat(second.kind()).isEqualTo("alive");
            assertThat(second.state().get("as_of")).isNotEqualTo(first.state().get("as_of"));
            server.ledger().lease(5);
            while (reader.next().states("IN_FLIGHT") != 5) {
                // An older snapshot may still be on its way.
            }
        }
    }

    @Test
    void commentsKeepAQuietConnectionOpen() throws Exception {
        start(new LiveLimits(3, Duration.ofMillis(250), Duration.ofHours(1), Duration.ofMillis(50),
                Duration.ofSeconds(30)));
        try (var reader = watch("m1")) {
            reader.next();
            assertThat(reader.line(": ")).isEqualTo("still here");
            assertThat(reader.line(": ")).isEqualTo("still here");
        }
    }

    @Test
    void oneClientTooManyIsToldSoAndAPlaceThatIsLeftIsFree() throws Exception {
        start(ONLY_ANNOUNCED);
        List<LiveReader> full = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            full.add(watch("m1"));
            full.getLast().next();
        }
        var refused = server.get("/api/v1/live?manifest=m1");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("too many live clients", "/api/v1/coverage");
        full.removeFirst().close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        boolean admitted = false;
        while (!admitted && System.nanoTime() < deadline) {
            try (var reader = watch("m1")) {
                admitted = reader.head().getFirst().endsWith("200 OK");
            }
        }
        assertThat(admitted).isTrue();
        for (LiveReader reader : full) {
            reader.close();
        }
    }

    @Test
    void stoppingEndsEveryStream() throws Exception {
        start(ONLY_ANNOUNCED);
        try (var reader = watch("m1")) {
            reader.next();
            server.service().stop().await(20, TimeUnit.SECONDS);
            assertThat(reader.line("0")).as("the last chunk").isEmpty();
        }
    }

    @Test
    void aWrongCallIsAProblemAndNoStream() throws Exception {
        start(ONLY_ANNOUNCED);
        assertThat(server.get("/api/v1/live").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/live?manifest=m1&since=1").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/live?manifest=nothing").statusCode()).isEqualTo(404);
    }

    private void start(LiveLimits limits) throws Exception {
        server = new StatusServer(folder, limits, 0);
        server.ledger().plan("m1", "GO", 20, Instant.parse("2024-07-01T12:00:00Z"));
        server.ledger().plan("m2", "GO", 5, Instant.parse("2024-07-01T11:00:00Z"));
        server.ledger().start("m1");
    }

    private LiveReader watch(String manifest) throws Exception {
        return new LiveReader(server.http().url(), "/api/v1/live?manifest=" + manifest);
    }

    private void changed() {
        server.vertx().eventBus().publish(LeaseMessages.CHANGED,
                new CaptureChanged("any", CaptureState.COMPLETE));
    }
}
