package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.standalone.SmallMarket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services on a bus that loses requests, replies and announcements. Which, follows from a seed:
 * {@code -Dmicrotape.first_seed=N}.
 */
class TheBusMayLoseAnyMessageTest {
    private static final long SEED = Long.getLong("microtape.first_seed", System.nanoTime() % 1_000_000);
    /** Of each message, before it leaves and again before it arrives. */
    private static final double LOST = 0.1;
    private static final Pattern LINE = Pattern.compile("(?m)^lost (\\d+) (\\w+)$");

    @TempDir
    Path folder;

    @Test
    void every_capture_is_complete_and_each_lost_message_costs_at_most_one_lease() throws Exception {
        System.out.printf("seed %d loses messages%n", SEED);
        try (var market = new SmallMarket(folder, 10); Simulator vendor = market.vendor(FaultPlan.NONE)) {
            Path home = market.home("home");
            List<String> arguments = new ArrayList<>(List.of(Long.toString(SEED), Double.toString(LOST),
                    home.toString()));
            arguments.addAll(market.settings(vendor));
            arguments.addAll(List.of("downloader.workers=48", "leases.duration=1500ms", "leases.max_attempts=50"));
            try (Served served = Served.start(folder, Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY),
                    OverheardServer.class.getName(), arguments)) {
                long began = System.nanoTime();
                JsonNode run = served.run("{\"manifest_id\":\"%s\"}".formatted(market.manifestId()));
                assertThat(run.at("/state").asText()).as("seed %d", SEED).isEqualTo("FINISHED");
                List<JsonNode> captures = served.captures(market.manifestId());
                assertThat(captures).as("seed %d", SEED).hasSizeGreaterThan(12)
                        .allMatch(capture -> capture.at("/state").asText().equals("COMPLETE"));
                assertThat(Lake.of(home).lies(captures, vendor)).as("seed %d", SEED).isEmpty();

                assertThat(Lake.of(home).files()).isEqualTo(Lake.filesOf(captures));

                int expired = sum(captures, capture -> outcomes(capture, "Expired"));
                String said = served.said();
                int lost = LINE.matcher(said).results().mapToInt(line -> Integer.parseInt(line.group(1))).sum();
                System.out.printf("seed %d: %d messages lost, %d leases expired, %d requests, %d s%n", SEED,
                        LINE.matcher(said).results().count(), expired, vendor.requests().total(),
                        (System.nanoTime() - began) / 1_000_000_000);
                assertThat(expired).as("seed %d: leases that ran out", SEED).isBetween(1, lost);
                assertThat(captures).as("each is published once, whoever learned of it")
                        .allSatisfy(capture -> assertThat(
                                outcomes(capture, "Published") + outcomes(capture, "Adopted")).isEqualTo(1));
                assertThat(LINE.matcher(said).results().map(line -> line.group(2)).collect(Collectors.toSet()))
                        .as("seed %d: kinds that were lost", SEED).contains("Ask", "Granted")
                        .containsAnyOf("Settle", "Settled");
            }
        }
    }

    private static int outcomes(JsonNode capture, String outcome) {
        return (int) capture.at("/attempts").findValuesAsText("outcome").stream().filter(outcome::equals).count();
    }

    private static int sum(List<JsonNode> captures, ToIntFunction<JsonNode> of) {
        return captures.stream().mapToInt(of).sum();
    }
}
