package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.ledger.CaptureRecords.Attempt;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.servers.JavaProcess;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code microtape serve}: how it ends, and its second port. */
class ServeTest {
    private static final int EVENTS = 6;
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final int TERMINATED = 143;
    private static final String TOKEN = "a-token-of-at-least-thirty-two-characters";

    @TempDir
    Path folder;

    @Test
    void when_it_is_told_to_end_captures_at_hand_are_finished_and_no_others_begun() throws Exception {
        try (var market = new SmallMarket(folder, EVENTS);
                Simulator vendor = market.vendor(settings -> settings.withLatency(LATENCY))) {
            Path home = market.home("served");
            List<String> settings = market.settings(vendor);
            try (JavaProcess serving = JavaProcess.start("serve", folder, List.of(),
                    Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY), Main.class.getName(),
                    serve(home, settings))) {
                assertThat(Terminal.run("run", "start", "--manifest", market.manifestId(), "--server",
                        serving.url().toString()).exit()).isZero();
                SmallMarket.until(() -> vendor.requests().total() > 0);
                assertThat(serving.terminate()).as(serving.said()).isEqualTo(TERMINATED);
            }
            try (Workplace workplace = market.workplace(home, settings)) {
                List<CaptureRecord> captures = SmallMarket.captures(workplace);
                assertThat(captures).extracting(CaptureRecord::state).contains(CaptureState.COMPLETE,
                        CaptureState.QUEUED).doesNotContain(CaptureState.IN_FLIGHT);
                assertThat(captures.stream().flatMap(
                        capture -> workplace.ledger().captures().attempts(capture.captureId()).stream()))
                        .extracting(Attempt::outcome).isNotEmpty().containsOnly("Published");
            }
        }
    }

    @Test
    void its_second_port_says_how_it_is_without_a_token_and_nothing_else() throws Exception {
        int port = freePort();
        try (var market = new SmallMarket(folder, EVENTS); Simulator vendor = market.vendor(FaultPlan.NONE)) {
            List<String> settings = new ArrayList<>(market.settings(vendor));
            settings.add("server.management_port=" + port);
            try (Workplace workplace = market.workplace(market.home("served"), settings);
                    Services services = Services.start(workplace, Optional.empty(),
                            AccessTokens.from(Map.of(AccessTokens.OPERATE_VARIABLE, TOKEN)));
                    HttpClient client = HttpClient.newHttpClient()) {
                URI second = URI.create("http://127.0.0.1:" + port);
                assertThat(status(client, services.url(), "/metrics")).isEqualTo(401);
                assertThat(status(client, second, "/metrics")).isEqualTo(200);
                assertThat(status(client, second, "/health/ready")).isEqualTo(200);
                assertThat(status(client, second, "/api/v1/runs")).isEqualTo(404);
            }
        }
    }

    private static List<String> serve(Path home, List<String> settings) {
        return Stream.concat(Stream.of("serve", "--home", home.toString(), "--set", "profiles.active_profile=demo"),
                settings.stream().flatMap(setting -> Stream.of("--set", setting))).toList();
    }

    private static int status(HttpClient client, URI server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
