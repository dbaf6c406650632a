package io.microtape.standalone.installation;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.estimate.EstimateScore;
import io.microtape.manifest.estimate.ManifestEstimate;
import io.microtape.manifest.http.BuildBody;
import io.microtape.manifest.listing.ListedManifest;
import io.microtape.manifest.listing.ManifestAsk;
import io.microtape.manifest.listing.ManifestPage;
import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.run.BudgetWords;
import io.microtape.manifest.run.RetriedRun;
import io.microtape.manifest.run.RunCosts.Preview;
import io.microtape.manifest.run.RunStart;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.coverage.RunPage;
import io.microtape.status.http.CaptureJson;
import io.microtape.status.http.CapturePage;
import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.progress.Progress;
import java.util.Optional;

/**
 * One installation of Microtape as the commands use it: a home on this machine, or a server that has one. Both take the same,
 * answer the same, and refuse in the same words; what a server refuses comes as a {@link ProblemException}.
 */
public sealed interface Installation extends AutoCloseable permits HomeInstallation, ServerInstallation {
    /** Builds a manifest and returns when it is built; meanwhile it tells what it is doing. */
    BuiltManifest build(BuildBody asked, Progress progress);

    ManifestPage manifests(ManifestAsk ask);

    ListedManifest manifest(String manifestId);

    /** The reports of a manifest, proven to be those of its build. */
    StoredReport report(String manifestId);

    ManifestEstimate estimate(String manifestId);

    /** How the estimate of its build did; empty while nothing is answered. */
    Optional<EstimateScore> estimateScore(String manifestId);

    Approval approve(String manifestId, String by, String reason);

    /** Starts a run, or resumes the unfinished one of the same scope. */
    RunStatus start(RunStart asked);

    RunPage runs(RunAsk ask);

    /** One run, with how many of its captures are to be asked now. */
    RunStatus run(String runId);

    RunStatus pause(String runId);

    RunStatus resume(String runId, BudgetWords budget);

    RunStatus cancel(String runId);

    /** What a retry would ask again, and what that will cost; {@code states} as users write them. */
    Preview previewRetry(String runId, Optional<String> states);

    /** Asks again for what a run gave up. */
    RetriedRun retry(String runId, Optional<String> states);

    Coverage coverage(CoverageAsk ask);

    CapturePage captures(CaptureAsk ask);

    /** One capture with its attempts and what its file says. */
    CaptureJson capture(String captureId);

    @Override
    void close();
}
