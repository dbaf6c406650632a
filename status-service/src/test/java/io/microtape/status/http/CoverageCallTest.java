package io.microtape.status.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.runtime.http.Problem;
import io.microtape.status.LedgerFixture;
import io.microtape.status.StatusServer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCallTest {
    @TempDir
    private Path folder;
    private StatusServer server;

    @BeforeEach
    void start() throws Exception {
        server = new StatusServer(folder);
        server.ledger().plan("m1", "GO", 60, Instant.parse("2024-07-01T12:00:00Z"));
        server.ledger().start("m1");
        var leases = server.ledger().lease(48);
        for (int i = 0; i < 40; i++) {
            server.ledger().settle(leases.get(i), LedgerFixture.answer(i));
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theStatesOfAManifestSumToItsCaptures() throws Exception {
        JsonNode coverage = server.json("/api/v1/coverage?manifest=m1");
        assertThat(coverage.get("manifest_id").asText()).isEqualTo("m1");
        assertThat(coverage.get("captures").asLong()).isEqualTo(120);
        assertThat(coverage.get("states")).hasSize(CaptureState.values().length);
        assertThat(sum(coverage.get("states"))).isEqualTo(120);
        assertThat(coverage.get("states").get("IN_FLIGHT").asLong()).isEqualTo(8);
        assertThat(coverage.get("rows").asLong()).isPositive();
        assertThat(coverage.get("bytes").asLong()).isEqualTo(21 * coverage.get("rows").asLong());
    }

    @Test
    void theGroupsOfEveryKeySumToItsCaptures() throws Exception {
        for (CoverageKey key : CoverageKey.values()) {
            JsonNode coverage = server.json("/api/v1/coverage?manifest=m1&by=" + key.word());
            assertThat(coverage.get("by").get(0).asText()).isEqualTo(key.word());
            long captures = 0;
            for (JsonNode group : coverage.get("groups")) {
                assertThat(sum(group.get("states"))).as("%s %s", key, group).isEqualTo(group.get("captures").asLong());
                captures += group.get("captures").asLong();
            }
            assertThat(captures).as(key.word()).isEqualTo(120);
        }
    }

    @Test
    void aManifestThatIsNotHereIsNotFound() throws Exception {
        var answer = server.get("/api/v1/coverage?manifest=m2");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("there is no manifest m2 here");
    }

    @Test
    void aCallWithoutAManifestSaysWhatIsMissing() throws Exception {
        var answer = server.get("/api/v1/coverage");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the parameter 'manifest' is missing");
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheKeysThereAre() throws Exception {
        var answer = server.get("/api/v1/coverage?manifest=m1&by=exchange");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("'exchange' is nothing to count by", "event_type");
    }

    @Test
    void anUnknownParameterIsRefusedByName() throws Exception {
        var answer = server.get("/api/v1/coverage?manifest=m1&group=tape");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("there is no parameter 'group' here", "manifest, run, by");
    }

    private static long sum(JsonNode states) {
        long sum = 0;
        for (JsonNode count : states) {
            sum += count.asLong();
        }
        return sum;
    }
}
