package io.microtape.manifest;

import io.microtape.manifest.estimate.Estimates;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.runtime.cost.Estimator;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.cost.Pace;
import io.microtape.manifest.http.ManifestRoutes;
import io.microtape.manifest.lease.LeaseVerticle;
import io.microtape.manifest.lease.RateVerticle;
import io.microtape.manifest.lease.RenewalVerticle;
import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.lease.LedgerWatch;
import io.microtape.manifest.run.Heartbeat;
import io.microtape.manifest.run.HeartbeatVerticle;
import io.microtape.manifest.run.RunCosts;
import io.microtape.manifest.run.RunDesk;
import io.microtape.manifest.run.RunSettings;
import io.microtape.manifest.store.ProvenManifest;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.ledger.LeaseSettings;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manifest-service: builds manifests, guards the gate to a run, owns the ledger and hands out leases. */
public final class ManifestService {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestService.class);

    private final Ledger ledger;
    private final Coverages coverages;
    private final Config config;
    private final ManifestStore store;
    private final ManifestBuilder builder;
    private final RunDesk runs;
    private final Estimates estimates;
    private final RunCosts runCosts;
    private final LeaseSettings leases;
    private final RunSettings runSettings;

    public ManifestService(Ledger ledger, Coverages coverages, Config config, MarketCalendar calendar,
            ManifestStore store) {
        this.ledger = ledger;
        this.coverages = coverages;
        this.config = config;
        this.store = store;
        var estimator = new Estimator(ledger.costs()::all, Pace.of(config));
        this.estimates = new Estimates(ledger, store, estimator);
        this.builder = new ManifestBuilder(calendar, store, estimator);
        this.leases = config.block("leases", LeaseSettings.class);
        this.runSettings = config.block("runs", RunSettings.class);
        this.runs = new RunDesk(ledger, store, runSettings.order());
        this.runCosts = new RunCosts(ledger, estimator);
    }

    /** Builds a manifest and makes it known to the ledger, unless it is a dry run. */
    public BuiltManifest build(BuildRequest request) {
        return build(request, _ -> {});
    }

    /** As above, with somebody who is told of each phase when it begins. */
    public BuiltManifest build(BuildRequest request, Consumer<BuildPhase> doing) {
        BuiltManifest built = builder.build(request, doing);
        if (!request.dryRun()) {
            ledger.manifests()
                    .add(new ManifestRecord(built.manifestId(), built.profile(), built.path(), built.contentHash(),
                            built.verdict().name(), built.inputRows(), built.selected(), built.rejected(),
                            Instant.now()));
        }
        return built;
    }

    /**
     * The reports of a manifest as its build wrote them.
     *
     * @throws LedgerException           when there is no such manifest
     * @throws TamperedManifestException when the stored rows are not those that were built, or a report is missing, is no
     *                                   report, or states another verdict than the ledger
     */
    public StoredReport report(String manifestId) {
        ManifestRecord manifest = ledger.manifests().get(manifestId);
        ProvenManifest.read(store, manifest);
        Path folder = store.path(manifest.manifestId());
        StoredReport report = StoredReport.read(folder);
        if (!report.verdict().name().equals(manifest.verdict())) {
            throw new TamperedManifestException(
                    "the report in %s says %s, the ledger knows %s: it was changed, or belongs to another ledger; move the folder away and build again"
                            .formatted(folder, report.verdict(), manifest.verdict()));
        }
        return report;
    }

    public RunDesk runs() {
        return runs;
    }

    public RunCosts runCosts() {
        return runCosts;
    }

    public Estimates estimates() {
        return estimates;
    }

    public Routes routes() {
        return new ManifestRoutes(this, ledger, coverages, config, store);
    }

    /** Begins to hand out leases on the bus, to keep the numbers of the budget, and to say how far the running runs are. */
    public Future<?> deploy(Vertx vertx) {
        var onVirtualThreads = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        var watch = new LedgerWatch(ledger.place(), LOG::error, LOG::warn);
        var heartbeat = new Heartbeat(ledger, coverages, runCosts, Clock.systemUTC());
        return Future.all(Stream
                .of(new LeaseVerticle(ledger, leases.duration(), watch),
                        new RenewalVerticle(ledger, leases.duration(), watch), new RateVerticle(ledger, watch),
                        new HeartbeatVerticle(heartbeat, runSettings.heartbeat(), watch, LOG::info))
                .map(verticle -> vertx.deployVerticle(verticle, onVirtualThreads)).toList());
    }
}
