package io.microtape.standalone;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.Home;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.run.RunRequest;
import io.microtape.downloader.capture.CaptureStep;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A small approved manifest over a made-up market, homes that begin with it, and a vendor beside them: to run the whole of
 * Microtape over and over. Waits of the settings are cut to milliseconds.
 */
public final class SmallMarket implements AutoCloseable {
    public static final String KEY = "small-market-key-4711";
    private static final long SEED = 7;
    private static final int MOST_SECONDS = 120;

    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final TapeSource tapes = new SyntheticTapes(SEED, MarketCalendars.usEquities());
    private final String manifestId;

    public SmallMarket(Path folder, int events, String... settings) throws IOException {
        this.folder = folder;
        new SyntheticUniverse(SEED, MarketCalendars.usEquities()).write(folder.resolve("universe"),
                UniverseSettings.of(8, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 3, 8)));
        List<String> build = new ArrayList<>(List.of("manifest", "build", "--json", "--home", template().toString(),
                "--profile", "demo", "--set", "intraday_manifest.max_events=" + events, "--events",
                folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString()));
        Stream.of(settings).forEach(setting -> build.addAll(List.of("--set", setting)));
        Terminal.Outcome built = Terminal.run(build.toArray(String[]::new));
        assertThat(built.exit()).as(built.err()).isZero();
        this.manifestId = built.json().at("/manifest_id").asText();
        assertThat(Terminal.run("manifest", "approve", manifestId, "--home", template().toString(), "--by", "test",
                "--reason", "test").exit()).isZero();
    }

    public String manifestId() {
        return manifestId;
    }

    public Path folder() {
        return folder;
    }

    /** A new home that holds the approved manifest and nothing else. */
    public Path home(String name) throws IOException {
        Path home = folder.resolve(name);
        try (Stream<Path> tree = Files.walk(template())) {
            for (Path from : tree.toList()) {
                Path to = home.resolve(template().relativize(from));
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                }
            }
        }
        return home;
    }

    public Simulator vendor(FaultPlan faults) {
        return vendor(settings -> settings.withFaults(faults));
    }

    /** One that is otherwise than it would be. */
    public Simulator vendor(UnaryOperator<SimulatorSettings> otherwise) {
        var settings = SimulatorSettings.accepting(KEY).withDripPause(Duration.ofMillis(2)).withOversize(2 << 20);
        return Blocking.await(Simulator.start(vertx, otherwise.apply(settings), tapes));
    }

    /** The settings of a home whose vendor is this one. */
    public List<String> settings(Simulator vendor) {
        return List.of("server.port=0", "polygon.base_url=" + vendor.baseUrl(), "polygon.page_limit=200",
                "polygon.max_body_bytes=1048576", "polygon.requests_per_second=100", "polygon.backoff=1ms",
                "polygon.backoff_max=20ms", "polygon.read_idle_timeout=400ms", "polygon.total_timeout=5s",
                "downloader.workers=4", "downloader.idle_poll=20ms", "leases.retry_after=1ms",
                "leases.retry_after_max=10ms", "downloader.breaker_window=1s", "downloader.breaker_reset=20ms",
                "empty.recheck_after=0s");
    }

    public Workplace workplace(Path home, List<String> settings) {
        return new Workplace(new Home(home), Config.load(Optional.empty(), Optional.of("demo"), settings));
    }

    /** Starts or resumes the run and returns when nothing is left to ask now, or it paused. */
    public Run run(Workplace workplace, CaptureStep.Observer observer) {
        try (Services services = Services
                .startUnlessServed(workplace, Optional.of(new VendorKey(KEY)), observer).orElseThrow()) {
            assertThat(services.url()).isNotNull();
            Run run = workplace.manifests().runs().start(manifestId, RunRequest.WHOLE);
            until(() -> over(workplace, run));
            return workplace.ledger().runs().find(run.runId()).orElseThrow();
        }
    }

    public static boolean over(Workplace workplace, Run run) {
        return workplace.ledger().runs().find(run.runId()).orElseThrow().state() != RunState.RUNNING
                || workplace.ledger().runCaptures().open(run) == 0;
    }

    /** Waits for a condition; fails when it does not come true. */
    public static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it hangs").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    public static List<CaptureRecord> captures(Workplace workplace) {
        return workplace.ledger().manifests().all().stream()
                .flatMap(manifest -> workplace.coverages().list(new CaptureAsk(manifest.manifestId(), Map.of(),
                        CaptureAsk.Order.WINDOW, 10_000, 0)).captures().stream())
                .distinct().toList();
    }

    /** The complete captures whose stored rows are not the vendor's, as what differs. */
    List<String> lies(Workplace workplace, Simulator vendor) throws IOException {
        List<String> lies = new ArrayList<>();
        for (CaptureRecord capture : captures(workplace)) {
            if (capture.state() == CaptureState.COMPLETE) {
                List<String> stored = stored(workplace.lake(), capture.path());
                List<String> truth = TapeRowTexts.of(vendor.truth().rows(capture.spec().symbol(),
                        capture.spec().tape(), capture.spec().windowFrom(), capture.spec().windowTo()));
                if (!stored.equals(truth)) {
                    lies.add("%s: %d rows stored, %d are true".formatted(capture.captureId(), stored.size(),
                            truth.size()));
                }
            }
        }
        return lies;
    }

    private static List<String> stored(Lake lake, String path) throws IOException {
        try (LakeFile file = lake.read(path)) {
            return TapeRowTexts.stored(file.path());
        }
    }

    private Path template() {
        return folder.resolve("template");
    }

    @Override
    public void close() {
        Blocking.await(vertx.close());
    }
}
