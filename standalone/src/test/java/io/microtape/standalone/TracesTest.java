package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.RunState;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.servers.JavaProcess;
import io.microtape.servers.TraceCollector;
import io.microtape.servers.TraceCollector.Told;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector is told of captures, by one process and by two, and what the log says of them. */
class TracesTest {
    private static final String MANIFEST_SERVICE = "manifest-service";
    private static final String DOWNLOADER_SERVICE = "downloader-service";

    @TempDir
    private Path folder;

    @Test
    void a_capture_is_one_trace_from_the_vendors_page_to_its_settlement_in_another_process() throws Exception {
        try (var collector = TraceCollector.start();
                var market = new SmallMarket(folder, 12);
                var vendor = market.vendor(FaultPlan.NONE)) {
            Path home = market.home("two");
            List<CaptureRecord> captures = damaged(market, vendor, home);
            String said = captureByTwo(market, home,
                    withTraces(market.settings(vendor), collector.url().toString()));

            Map<String, Told> roots = rootsByCapture(collector);
            assertThat(roots).containsOnlyKeys(captures.stream().map(CaptureRecord::captureId).toList());
            for (Told root : roots.values()) {
                List<Told> trace = trace(collector, root);
                assertThat(trace).filteredOn(span -> span.service().equals(DOWNLOADER_SERVICE)).extracting(Told::name)
                        .contains("settle");
                assertThat(trace).filteredOn(span -> span.service().equals(MANIFEST_SERVICE))
                        .anySatisfy(span -> assertThat(parent(collector, span).name()).isEqualTo("settle"));
                assertThat(root.attributes()).containsKeys("microtape.run_id", "microtape.manifest_id",
                        "microtape.tape", "microtape.symbol", "microtape.requests");
            }
            List<Told> asked = collector.spans().stream().filter(span -> span.name().equals("vendor request")).toList();
            assertThat(asked).hasSize(Math.toIntExact(vendor.requests().total())).allSatisfy(span -> {
                assertThat(span.attributes()).containsEntry("http.response.status_code", "200");
                assertThat(parent(collector, span).attributes()).containsKey("microtape.page");
            });
            assertPublished(collector, roots.values());
            assertThat(vendor.requests().requests())
                    .noneMatch(request -> request.headerNames().contains("traceparent"));
            assertThat(collector.holds(SmallMarket.KEY)).isFalse();
            assertThat(collector.spans()).extracting(Told::instance).hasSizeGreaterThanOrEqualTo(2);
            assertLogged(said, roots);
        }
    }

    @Test
    void no_capture_is_in_the_trace_of_another() throws Exception {
        try (var collector = TraceCollector.start();
                var market = new SmallMarket(folder, 12);
                var vendor = market.vendor(FaultPlan.NONE);
                var workplace = market.workplace(market.home("one"),
                        withTraces(market.settings(vendor), collector.url().toString()))) {
            market.run(workplace, (_, _) -> {});
            Map<String, Told> roots = rootsByCapture(collector);
            assertThat(roots.values()).extracting(Told::trace).doesNotHaveDuplicates();
            assertThat(roots.values()).extracting(Told::service).containsOnly("microtape");
            // What is asked without a capture at hand, as for leases, is in no trace.
            assertThat(collector.spans()).extracting(Told::trace)
                    .isSubsetOf(roots.values().stream().map(Told::trace).toList());
            for (Told root : roots.values()) {
                assertThat(trace(collector, root)).filteredOn(span -> span.name().equals("settle")).hasSize(1);
            }
        }
    }

    @Test
    void captures_go_on_and_the_end_comes_soon_where_no_collector_answers() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var market = new SmallMarket(folder, 12);
                var vendor = market.vendor(FaultPlan.NONE);
                var workplace = market.workplace(market.home("silent"),
                        withTraces(market.settings(vendor), "http://127.0.0.1:" + silent.getLocalPort()))) {
            assertThat(market.run(workplace, (_, _) -> {}).state()).isNotEqualTo(RunState.PAUSED);
            assertThat(SmallMarket.captures(workplace)).isNotEmpty().allSatisfy(capture -> assertThat(capture.state())
                    .isIn(CaptureState.COMPLETE, CaptureState.EMPTY_CONFIRMED));
        }
    }

    @Test
    void a_process_without_an_endpoint_loads_nothing_that_would_send_traces() throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        try (var manifests = JavaProcess.start(MANIFEST_SERVICE, folder, List.of(),
                Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded), "io.microtape.manifest.Main",
                List.of("--home", folder.resolve("off").toString(), "--port", "0"))) {
            assertThat(manifests.url()).isNotNull();
            manifests.terminate();
        }
        assertThat(Files.readString(loaded)).contains("io.microtape.runtime.tracing.Tracing ")
                .doesNotContain("io.opentelemetry.sdk", "io.opentelemetry.exporter",
                        "io.opentelemetry.api.trace.Span ");
    }

    private static List<String> withTraces(List<String> settings, String endpoint) {
        return Stream.concat(settings.stream(),
                // A busy machine is no unwell vendor here.
                Stream.of("tracing.endpoint=" + endpoint, "polygon.read_idle_timeout=20s",
                        "polygon.total_timeout=60s"))
                .toList();
    }

    /** Puts into the place of every capture what proves nothing, so that the log has something to say of each. */
    private static List<CaptureRecord> damaged(SmallMarket market, Simulator vendor, Path home) throws IOException {
        try (var workplace = market.workplace(home, market.settings(vendor))) {
            List<CaptureRecord> captures = SmallMarket.captures(workplace);
            for (CaptureRecord capture : captures) {
                Path place = workplace.home().lake().resolve(capture.path());
                Files.createDirectories(place.getParent());
                Files.writeString(place, "no tape");
            }
            return captures;
        }
    }

    private static Map<String, Told> rootsByCapture(TraceCollector collector) {
        return collector.spans().stream().filter(span -> span.name().equals("capture")).peek(
                root -> assertThat(root.parent()).isEmpty()).collect(
                        Collectors.toMap(root -> root.attributes().get("microtape.capture_id"), Function.identity()));
    }

    private static List<Told> trace(TraceCollector collector, Told root) {
        return collector.spans().stream().filter(span -> span.trace().equals(root.trace())).toList();
    }

    private static Told parent(TraceCollector collector, Told span) {
        return collector.spans().stream().filter(other -> other.id().equals(span.parent())).findFirst().orElseThrow();
    }

    private static void assertPublished(TraceCollector collector, Iterable<Told> roots) {
        assertThat(roots).filteredOn(root -> root.attributes().get("microtape.outcome").equals("Published"))
                .isNotEmpty()
                .allSatisfy(root -> assertThat(trace(collector, root)).extracting(Told::name).contains("prove",
                        "publish"));
    }

    private static void assertLogged(String said, Map<String, Told> roots) throws IOException {
        Set<String> named = said.lines().filter(line -> line.startsWith("{")).map(TracesTest::json)
                .filter(line -> line.at("/message").asText().startsWith("set aside")).map(line -> {
                    String capture = line.at("/capture_id").asText();
                    assertThat(line.at("/trace_id").asText()).isEqualTo(roots.get(capture).trace());
                    return capture;
                }).collect(Collectors.toSet());
        assertThat(named).isEqualTo(roots.keySet());
        assertThat(said.lines().filter(line -> !line.startsWith("{"))).allMatch(line -> line.startsWith("answers at"));
    }

    private static JsonNode json(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    /** Captures the whole manifest, by a manifest-service and a downloader in processes of their own; what both said. */
    private String captureByTwo(SmallMarket market, Path home, List<String> settings) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var workplace = market.workplace(home, settings);
                var manifests = start(MANIFEST_SERVICE, "io.microtape.manifest.Main", home, settings, port, port);
                var downloader = start(DOWNLOADER_SERVICE, "io.microtape.downloader.Main", home, settings, 0, port)) {
            assertThat(manifests.url()).isNotNull();
            workplace.manifests().runs().start(market.manifestId(), RunRequest.WHOLE);
            SmallMarket.until(() -> SmallMarket.captures(workplace).stream().map(CaptureRecord::state)
                    .allMatch(state -> state == CaptureState.COMPLETE || state == CaptureState.EMPTY_CONFIRMED));
            assertThat(downloader.terminate()).isEqualTo(143);
            assertThat(manifests.terminate()).isEqualTo(143);
            return downloader.said();
        }
    }

    private JavaProcess start(String name, String main, Path home, List<String> settings, int port, int first) {
        List<String> arguments = new ArrayList<>(List.of("--cluster", "--home", home.toString()));
        Stream.concat(settings.stream(), Stream.of("cluster.name=" + folder.getFileName(), "cluster.port=" + port,
                "cluster.bus_port=0", "cluster.members=[\"127.0.0.1:" + first + "\"]"))
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return JavaProcess.start(name, folder, List.of(),
                Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY, "MICROTAPE_LOGS", "json"), main, arguments);
    }
}
