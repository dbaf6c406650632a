package io.microtape.standalone.installation;

import io.microtape.manifest.BuildPhase;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.ManifestService;
import io.microtape.manifest.estimate.EstimateScore;
import io.microtape.manifest.estimate.ManifestEstimate;
import io.microtape.manifest.http.BuildBody;
import io.microtape.manifest.listing.ListedManifest;
import io.microtape.manifest.listing.ManifestAsk;
import io.microtape.manifest.listing.ManifestList;
import io.microtape.manifest.listing.ManifestPage;
import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.run.BudgetWords;
import io.microtape.manifest.run.RetriedRun;
import io.microtape.manifest.run.RunCosts.Preview;
import io.microtape.manifest.run.RunRequest;
import io.microtape.manifest.run.RunStart;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.run.Run;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.coverage.RunPage;
import io.microtape.status.http.CaptureJson;
import io.microtape.status.http.CaptureList;
import io.microtape.status.http.CapturePage;
import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.Workplace;
import io.microtape.standalone.progress.Progress;
import java.util.Optional;
import java.util.Set;

/** A home on this machine, whether a process serves it or not. */
public final class HomeInstallation implements Installation {
    private final Workplace workplace;
    private final Ledger ledger;
    private final Coverages coverages;
    private final ManifestService manifests;
    private final ManifestList listed;
    private final CaptureList captures;

    /** Takes the workplace over: it is closed with this. */
    public HomeInstallation(Workplace workplace) {
        this.workplace = workplace;
        this.ledger = workplace.ledger();
        this.coverages = workplace.coverages();
        this.manifests = workplace.manifests();
        this.listed = new ManifestList(ledger);
        this.captures = new CaptureList(ledger, coverages, workplace.lake());
    }

    /** What only a home on this machine has. */
    public Workplace workplace() {
        return workplace;
    }

    @Override
    public BuiltManifest build(BuildBody asked, Progress progress) {
        return manifests.build(asked.over(workplace.config(), Optional.empty()),
                phase -> progress.step(phase.place(), BuildPhase.values().length, phase.words()));
    }

    @Override
    public ManifestPage manifests(ManifestAsk ask) {
        return listed.page(ask);
    }

    @Override
    public ListedManifest manifest(String manifestId) {
        return listed.one(manifestId);
    }

    @Override
    public StoredReport report(String manifestId) {
        return manifests.report(manifestId);
    }

    @Override
    public ManifestEstimate estimate(String manifestId) {
        return manifests.estimates().of(manifestId);
    }

    @Override
    public Optional<EstimateScore> estimateScore(String manifestId) {
        return manifests.estimates().score(manifestId);
    }

    @Override
    public Approval approve(String manifestId, String by, String reason) {
        return manifests.runs().approve(manifestId, by, reason);
    }

    @Override
    public RunStatus start(RunStart asked) {
        return status(manifests.runs().start(asked.manifestId(), asked.request()));
    }

    @Override
    public RunPage runs(RunAsk ask) {
        ask.manifestId().ifPresent(ledger.manifests()::get);
        return coverages.runs().page(ask);
    }

    @Override
    public RunStatus run(String runId) {
        return coverages.runs().get(runId);
    }

    @Override
    public RunStatus pause(String runId) {
        return status(ledger.runControl().pause(runId));
    }

    @Override
    public RunStatus resume(String runId, BudgetWords budget) {
        return status(ledger.runControl().resume(runId, budget.change()));
    }

    @Override
    public RunStatus cancel(String runId) {
        return status(ledger.runControl().cancel(runId));
    }

    @Override
    public Preview previewRetry(String runId, Optional<String> states) {
        return manifests.runCosts().retry(runId, states(states));
    }

    @Override
    public RetriedRun retry(String runId, Optional<String> states) {
        var retried = ledger.runControl().retry(runId, states(states));
        return new RetriedRun(status(retried.run()), retried.captures());
    }

    @Override
    public Coverage coverage(CoverageAsk ask) {
        return coverages.of(ask);
    }

    @Override
    public CapturePage captures(CaptureAsk ask) {
        return captures.page(ask);
    }

    @Override
    public CaptureJson capture(String captureId) {
        return captures.one(captureId);
    }

    @Override
    public void close() {
        workplace.close();
    }

    private RunStatus status(Run run) {
        return coverages.runs().of(run);
    }

    private static Set<CaptureState> states(Optional<String> words) {
        return words.map(RunRequest::states).orElse(RunRequest.GIVEN_UP);
    }
}
