package io.microtape.status.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.status.LedgerFixture;
import io.microtape.status.StatusServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCallsTest {
    @TempDir
    private Path folder;
    private StatusServer server;

    @BeforeEach
    void start() throws Exception {
        server = new StatusServer(folder);
        server.ledger().plan("m1", "GO", 30, Instant.parse("2024-07-01T12:00:00Z"));
        server.ledger().start("m1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void pagesFollowEachOtherUntilEveryCaptureWasSeenOnce() throws Exception {
        Set<String> seen = new HashSet<>();
        int pages = 0;
        for (JsonNode offset = null; pages == 0 || offset != null; pages++) {
            JsonNode page = server.json(
                    "/api/v1/captures?manifest=m1&limit=25&offset=" + (offset == null ? 0 : offset.asInt()));
            page.get("captures").forEach(capture -> assertThat(seen.add(capture.get("capture_id").asText())).isTrue());
            offset = page.get("next_offset");
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(60);
    }

    @Test
    void aFullLastPageHasNoNext() throws Exception {
        assertThat(server.json("/api/v1/captures?manifest=m1&limit=60").has("next_offset")).isFalse();
        assertThat(server.json("/api/v1/captures?manifest=m1&limit=59").get("next_offset").asInt()).isEqualTo(59);
    }

    @Test
    void everyFilterNarrows() throws Exception {
        var lease = server.ledger().lease(1).getFirst();
        server.ledger().settle(lease, new Rejected("the page contradicts itself"));
        assertThat(only("manifest=m1&state=failed").get("cause").asText()).isEqualTo("the page contradicts itself");
        assertThat(only("state=failed&state=empty&manifest=m1&tape=trades").get("capture_id").asText())
                .isEqualTo(lease.captureId());
        assertThat(server.json("/api/v1/captures?manifest=m1&state=FAILED&tape=quotes").get("captures")).isEmpty();
        assertThat(server.json("/api/v1/captures?manifest=m1&symbol=BRK.B").get("captures")).hasSize(6)
                .allMatch(capture -> capture.get("symbol").asText().equals("BRK.B"));
        assertThat(server.json("/api/v1/captures?manifest=m1&session=AH").get("captures")).hasSize(12)
                .allMatch(capture -> capture.get("session").asText().equals("AH"));
    }

    @Test
    void timesAreExactNanosecondsAndTextForTheSameInstant() throws Exception {
        JsonNode capture = server.json("/api/v1/captures?manifest=m1&limit=1").get("captures").get(0);
        for (String time : Set.of("event_at", "window_from", "window_to")) {
            Instant text = Instant.parse(capture.get(time).asText());
            assertThat(TimeUnit.SECONDS.toNanos(text.getEpochSecond()) + text.getNano()).as(time)
                    .isEqualTo(capture.get(time + "_ns").longValue());
        }
    }

    @Test
    void aCompleteCaptureShowsItsProofAndItsAttempts() throws Exception {
        var first = server.ledger().lease(1).getFirst();
        server.ledger().settle(first, new Interrupted("the vendor answered 502"));
        var second = server.ledger().lease(1).getFirst();
        assertThat(second.captureId()).isEqualTo(first.captureId());
        server.ledger().settle(second, LedgerFixture.published(500));
        JsonNode capture = server.json("/api/v1/captures/" + first.captureId());
        assertThat(capture.get("state").asText()).isEqualTo("COMPLETE");
        assertThat(capture.has("cause")).isFalse();
        assertThat(capture.get("proof").get("rows_kept").asLong()).isEqualTo(500);
        assertThat(capture.get("proof").get("first_ns").longValue()).isEqualTo(1_714_570_000_000_000_001L);
        assertThat(capture.get("proof").get("first").asText()).isEqualTo("2024-05-01T13:26:40.000000001Z");
        assertThat(capture.get("attempts")).extracting(attempt -> attempt.get("outcome").asText())
                .containsExactly("Interrupted", "Published");
        assertThat(capture.get("attempts").get(0).get("cause").asText()).isEqualTo("the vendor answered 502");
        assertThat(Instant.parse(capture.get("attempts").get(0).get("ended_at").asText()))
                .isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void aCaptureThatIsNotCompleteHasNoProof() throws Exception {
        server.json("/api/v1/captures?manifest=m1&limit=1000").get("captures")
                .forEach(capture -> assertThat(capture.has("proof")).isFalse());
    }

    @Test
    void whatIsNotHereIsNotFound() throws Exception {
        assertThat(server.get("/api/v1/captures/nothing").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/captures?manifest=m2").statusCode()).isEqualTo(404);
    }

    @Test
    void valuesOutOfRangeAndUnknownParametersAreRefused() throws Exception {
        for (String query : Set.of("limit=0", "limit=1001", "limit=ten", "offset=-1", "state=DONE", "tape=bars",
                "session=NIGHT", "colour=red")) {
            var answer = server.get("/api/v1/captures?manifest=m1&" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.body()).as(query).contains("remedy");
        }
        assertThat(server.get("/api/v1/captures/x?deep=1").statusCode()).isEqualTo(400);
    }

    private JsonNode only(String query) throws Exception {
        JsonNode captures = server.json("/api/v1/captures?" + query).get("captures");
        assertThat(captures).hasSize(1);
        return captures.get(0);
    }
}
