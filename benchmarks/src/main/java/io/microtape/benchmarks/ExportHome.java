package io.microtape.benchmarks;

import io.microtape.manifest.store.ManifestStore;
import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.ManifestService;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.Tape;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeFile.Contents;
import io.microtape.runtime.tape.TapeFile.Origin;
import io.microtape.runtime.tape.TapeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;

/**
 * Makes a home with a captured manifest, for {@code benchmarks/export/run.py}: {@code HOME WINDOWS}. Manifest, ledger and
 * lake are filled through their own calls; only the vendor's part, the rows, is made up. Prints the manifest's id.
 */
public final class ExportHome {
    private static final int SYMBOLS = 600;
    private static final int EVENTS_FOR_EACH = 8;

    private ExportHome() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int windows = Integer.parseInt(arguments[1]);
        Files.createDirectories(home);
        SelectionData.write(home, windows * EVENTS_FOR_EACH, SYMBOLS);
        Config config = Config.load(Optional.empty(), Optional.of("core"), List.of(
                "intraday_manifest.max_events=" + windows, "intraday_manifest.max_per_symbol=" + windows,
                "intraday_manifest.max_per_symbol_day=50", "intraday_manifest.max_per_symbol_month=500",
                "intraday_manifest.min_event_score=0", "intraday_manifest.require_daily_metrics=false",
                "liquidity_filters.rvol_day_min=0"));
        var lifecycle = new CaptureLifecycle(5, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), 0);
        try (var ledger = Ledger.sqlite(home.resolve("ledger.db"), Clock.systemUTC(), lifecycle)) {
            var coverages = new Coverages(ledger, Pace.of(config), Clock.systemUTC());
            var service = new ManifestService(ledger, coverages, config, MarketCalendars.usEquities(),
                    new ManifestStore(home.resolve("manifests")));
            BuiltManifest built = service.build(new BuildRequest(home.resolve("events.parquet").toString(),
                    Optional.of(home.resolve("bars.parquet").toString()), Optional.empty(), config.profile(), false));
            service.runs().approve(built.manifestId(), "benchmark", "benchmark");
            service.runs().start(built.manifestId(), RunRequest.WHOLE);
            long rows = captured(ledger, new FolderLake(home.resolve("lake")));
            System.err.printf(Locale.ROOT, "%,d events, %,d rows%n", built.selected(), rows);
            System.out.println(built.manifestId());
        }
    }

    private static long captured(Ledger ledger, Lake lake) throws IOException {
        long rows = 0;
        Map<Tape, TapeBatch> batches = new EnumMap<>(Tape.class);
        try (var allocator = new RootAllocator()) {
            for (Tape tape : Tape.values()) {
                batches.put(tape, new TapeBatch(tape, allocator));
            }
            List<Lease> leases = ledger.leases().lease("benchmark", Duration.ofHours(1));
            while (!leases.isEmpty()) {
                for (Lease lease : leases) {
                    TapeBatch batch = batches.get(lease.spec().tape());
                    ExportTape.fill(batch, lease.spec());
                    publish(ledger, lake, lease, batch);
                    rows += batch.rows();
                }
                leases = ledger.leases().lease("benchmark", Duration.ofHours(1));
            }
            batches.values().forEach(TapeBatch::close);
        }
        return rows;
    }

    private static void publish(Ledger ledger, Lake lake, Lease lease, TapeBatch batch) throws IOException {
        CaptureSpec spec = lease.spec();
        Path temporary = lake.temporary(lease.path());
        try (var writer = new TapeWriter(temporary, spec)) {
            writer.append(batch, IntStream.range(0, batch.rows()).toArray(), batch.rows());
            writer.finish(TapeFile.footer(spec,
                    new Origin(lease.manifestId(), "polygon", "made up", "shares", "2026-11-21T17:00:00Z", "", "0"),
                    new Contents(batch.rows(), batch.rows(), 1, spec.windowFrom(), spec.windowTo(), false,
                            Findings.NONE)));
        }
        var proof = TapeFile.prove(LakeFile.draft(temporary), LakeFile.draft(temporary), spec);
        lake.publish(temporary, lease.path());
        ledger.leases().settle(lease.captureId(), lease.token(), new Published(proof), 1);
    }
}
