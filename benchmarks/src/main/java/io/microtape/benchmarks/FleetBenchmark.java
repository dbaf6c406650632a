package io.microtape.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import io.microtape.servers.JavaProcess;
import io.microtape.servers.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many requests a second 1, 2 and 4 downloaders make together of a vendor that takes 100 ms for each answer, under one
 * budget: as processes of their own, over PostgreSQL and one folder. Prints a table in Markdown.
 */
public final class FleetBenchmark {
    private static final int BUDGET = 100;
    private static final int WORKERS = 4;
    private static final int LATENCY_MILLIS = 100;
    private static final int WARM_SECONDS = 25;
    private static final int MEASURED_SECONDS = 20;
    private static final LocalDate DATE = LocalDate.of(2024, 3, 5);
    private static final int SYMBOLS = 12;
    private static final int MINUTES = 385;
    private static final long WINDOW_NANOS = 20_000_000_000L;
    private static final String MANIFEST = "fleet_20240305_000000000000";
    private static final String KEY = "benchmark-key";

    private final Path folder;
    private final PostgresServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JavaProcess> processes = new ArrayList<>();

    private FleetBenchmark(Path folder, PostgresServer server) {
        this.folder = folder;
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.printf(Locale.ROOT,
                "| downloaders | requests/s | of what they could | most in any second | budget |%n|---|---|---|---|---|%n");
        for (int downloaders : new int[] {1, 2, 4}) {
            Path folder = Files.createTempDirectory("fleet-benchmark");
            try (var server = PostgresServer.start(folder.resolve("postgresql"))) {
                new FleetBenchmark(folder, server).measure(downloaders);
            }
        }
    }

    private void measure(int downloaders) throws IOException, InterruptedException {
        try {
            JavaProcess vendor = start("vendor", "io.microtape.standalone.Main",
                    List.of("simulator", "--seed", "7", "--port", "0", "--latency-ms", "" + LATENCY_MILLIS));
            int port = freePort();
            Path settings = Files.writeString(folder.resolve("microtape.yaml"), """
                    ledger: {url: "%s", user: "%s"}
                    cluster: {members: ["127.0.0.1:%d"], bus_port: 0}
                    server: {port: 0}
                    downloader: {workers: %d}
                    polygon: {base_url: "%s", requests_per_second: %d, requests_per_second_max: %d}
                    """.formatted(server.url(), server.user(), port, WORKERS, vendor.url(), BUDGET, BUDGET));
            fill(settings);
            List<String> member = List.of("--cluster", "--config", settings.toString(), "--home",
                    folder.resolve("home").toString(), "--set");
            start("manifest-service", "io.microtape.manifest.Main", and(member, "cluster.port=" + port)).url();
            for (int i = 1; i <= downloaders; i++) {
                start("downloader-" + i, "io.microtape.downloader.Main", and(member, "cluster.port=0"));
            }
            processes.forEach(JavaProcess::url);
            Thread.sleep(WARM_SECONDS * 1_000L);
            long before = requests(vendor.url()).path("total").asLong();
            long began = System.nanoTime();
            Thread.sleep(MEASURED_SECONDS * 1_000L);
            JsonNode after = requests(vendor.url());
            double rate = (after.path("total").asLong() - before) * 1e9 / (System.nanoTime() - began);
            double could = downloaders * WORKERS * 1_000.0 / LATENCY_MILLIS;
            System.out.printf(Locale.ROOT, "| %d | %.1f | %.0f %% of %.0f | %d | %d |%n", downloaders, rate,
                    100 * rate / Math.min(could, BUDGET), Math.min(could, BUDGET),
                    after.path("most_in_a_second").asInt(), BUDGET);
        } finally {
            processes.forEach(JavaProcess::close);
        }
    }

    /** Windows of twenty seconds in every minute, so that no two of them are fetched together. */
    private void fill(Path settings) {
        Config config = Config.load(Optional.of(settings), Optional.empty(), List.of());
        try (Ledger ledger = Ledger.of(config, folder.resolve("none"), Clock.systemUTC(), secrets())) {
            List<Planned> planned = new ArrayList<>();
            for (int minute = 0; minute < MINUTES; minute++) {
                for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                    planned.addAll(window("BM" + (char) ('A' + symbol), minute, planned.size()));
                }
            }
            ledger.manifests().add(new ManifestRecord(MANIFEST, "benchmark", "/nowhere", "hash", "GO", planned.size(),
                    planned.size(), 0, Instant.now()));
            ledger.captures().plan(MANIFEST, planned);
            ledger.manifests().approve(MANIFEST, "benchmark", "generated");
            ledger.runs().start(MANIFEST, RunScope.whole(EnumSet.allOf(Tape.class)),
                    new Sequence(RunOrder.RANK, List.of()), BudgetChange.NONE);
        }
    }

    private static List<Planned> window(String symbol, int minute, int rank) {
        long at = NewYorkTime.epochNanos(DATE.atTime(LocalTime.of(9, 31).plusMinutes(minute)));
        List<Planned> planned = new ArrayList<>();
        for (Tape tape : Tape.values()) {
            var spec = new CaptureSpec(WindowId.of(symbol, at), symbol, tape, at, at, at + WINDOW_NANOS,
                    QuotePolicy.KEEP_ALL);
            planned.add(new Planned(spec, Session.RTH.name(), DATE.toString(), new EventBar(1, 1, 1, 1, 10, Double.NaN),
                    "event_windows/%s/%d_%s.parquet".formatted(symbol, minute, tape.word()), rank + 1L, "flush"));
        }
        return planned;
    }

    private JavaProcess start(String name, String main, List<String> arguments) {
        JavaProcess process = JavaProcess.start(name, folder, List.of(), secrets(), main, arguments);
        processes.add(process);
        return process;
    }

    private Map<String, String> secrets() {
        return Map.of("MICROTAPE_VENDOR_API_KEY", KEY, "MICROTAPE_LEDGER_PASSWORD", server.password());
    }

    private JsonNode requests(URI vendor) throws IOException, InterruptedException {
        return Json.mapper().readTree(client.send(
                HttpRequest.newBuilder(vendor.resolve("/simulator/requests")).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    private static List<String> and(List<String> arguments, String last) {
        List<String> all = new ArrayList<>(arguments);
        all.add(last);
        return all;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
