package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.standalone.SmallMarket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's key stands in the request's own header to the vendor, and in nothing that a process leaves, says or shows. */
class TheKeyNeverLeavesTest {
    private static final Map<String, String> LOUD = Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY,
            "MICROTAPE_LOG_LEVEL", "TRACE");
    private static final String MINUTE = "2024-03-05T15:30:00Z";

    @TempDir
    Path folder;

    @Test
    void a_run_that_fails_in_every_way_shows_the_key_nowhere() throws Exception {
        try (var market = new SmallMarket(folder, 5);
                Simulator vendor = market
                        .vendor(FaultPlan.parse("transient=0.25,hostile=0.15,unauthorized_once=0.1", 42))) {
            Path home = market.home("home");
            List<String> arguments = new ArrayList<>(List.of("1", "0", home.toString()));
            arguments.addAll(market.settings(vendor));
            List<String> seen = new ArrayList<>();
            try (Served served = Served.start(folder, LOUD, OverheardServer.class.getName(), arguments)) {
                served.run("{\"manifest_id\":\"%s\"}".formatted(market.manifestId()));
                for (String path : List.of("/metrics", "/api/v1/runs", "/api/v1/rate", "/openapi.yaml",
                        "/api/v1/captures?limit=1000&manifest=" + market.manifestId(),
                        "/api/v1/coverage?manifest=" + market.manifestId())) {
                    seen.add(served.text(path));
                }
                seen.add(served.captures(market.manifestId()).toString());
                seen.add(served.firstOfStream("/api/v1/live?manifest=" + market.manifestId()).toString());
                String said = served.said();
                assertThat(said).as("log and bus are heard").contains("TRACE", "heard Granted", "heard Settle");
                seen.add(said);
            }
            assertThat(vendor.requests().authorized()).as("the key was sent").isPositive();
            assertThat(vendor.requests().leaks()).as("URLs and other headers").isZero();
            assertThat(vendor.requests().byFault()).as("it failed in many ways").hasSizeGreaterThan(8);
            assertThat(seen).hasSize(9).noneMatch(TheKeyNeverLeavesTest::shows);
            assertThat(files(home)).hasSizeGreaterThan(5).noneMatch(TheKeyNeverLeavesTest::holds);
        }
    }

    @Test
    void a_next_page_that_is_somewhere_else_is_never_asked_for() throws Exception {
        try (var stranger = new Stranger(); var vendor = new MisleadingVendor(stranger.port())) {
            Path home = folder.resolve("home");
            var events = new WrittenEvents();
            vendor.lures().forEach(symbol -> events.with(symbol, MINUTE, 0.9, 5_000));
            String manifest = events.approvedIn(home);
            try (Served served = Served.start(folder, home, LOUD, List.of("server.port=0",
                    "polygon.base_url=" + vendor.url(), "polygon.requests_per_second=100", "polygon.backoff=1ms",
                    "polygon.backoff_max=2ms", "polygon.tries_per_page=2", "leases.max_attempts=1",
                    "downloader.idle_poll=20ms", "downloader.breaker_reset=20ms"))) {
                served.run("{\"manifest_id\":\"%s\",\"tapes\":\"trades\"}".formatted(manifest));
                for (JsonNode capture : served.captures(manifest)) {
                    if (capture.at("/tape").asText().equals("TRADES")) {
                        assertThat(capture.at("/state").asText()).as(capture.toString()).isEqualTo("FAILED");
                        assertThat(capture.at("/cause").asText()).isNotBlank().doesNotContain(SmallMarket.KEY);
                    }
                }
                assertThat(served.said()).doesNotContain(SmallMarket.KEY);
            }
            assertThat(stranger.visits()).as("connections to a host that was not configured").isZero();
            assertThat(vendor.asked()).as("each was asked for its first page").hasSizeGreaterThanOrEqualTo(
                    vendor.lures().size())
                    .allMatch(target -> target.matches("/v3/trades/[A-Z]+\\?.*timestamp\\.gte=.*"));
            assertThat(Lake.of(home).files()).isEmpty();
        }
    }

    @Test
    void the_scan_would_find_it() throws IOException {
        assertThat(shows("x " + SmallMarket.KEY + " y")).isTrue();
        assertThat(shows(Base64.getEncoder().encodeToString(SmallMarket.KEY.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(holds(Files.writeString(folder.resolve("leak"), "PAR1" + SmallMarket.KEY))).isTrue();
    }

    private static boolean shows(String text) {
        return text.contains(SmallMarket.KEY) || text.contains(Base64.getEncoder()
                .encodeToString(SmallMarket.KEY.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean holds(Path file) {
        try {
            return shows(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path home) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
