package io.microtape.standalone.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.coverage.RunPage;
import io.microtape.status.http.CaptureJson;
import io.microtape.status.http.CapturePage;
import io.microtape.runtime.coverage.RunStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import io.microtape.standalone.progress.Progress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A home that a server has, over its REST calls. */
public final class ServerInstallation implements Installation {
    private static final String MANIFESTS = "/api/v1/manifests";
    private static final String RUNS = "/api/v1/runs";
    private static final String CAPTURES = "/api/v1/captures";

    private static final int LOOKS = 10;
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final Server server;

    public ServerInstallation(Server server) {
        this.server = server;
    }

    /** Of how the fleet stands, who downloads. */
    private record Fleet(List<JsonNode> downloaders) {}

    /** What becomes of a build; of many fields those that decide. */
    private record Build(String buildId, String state, Optional<BuiltManifest> report, Optional<Problem> problem) {}

    @Override
    public BuiltManifest build(BuildBody asked, Progress progress) {
        progress.step(0, 0, "the server builds");
        Build build = server.post(MANIFESTS, Query.NONE, asked, Build.class);
        while (build.report().isEmpty() && build.problem().isEmpty()) {
            build = server.await("/api/v1/builds/" + Query.segment(build.buildId()), Build.class);
        }
        Optional<Problem> refused = build.problem();
        return build.report().orElseThrow(() -> new ProblemException(refused.orElseThrow()));
    }

    @Override
    public ManifestPage manifests(ManifestAsk ask) {
        return server.get(MANIFESTS, Query.NONE.with("profile", ask.profile()).with("verdict", ask.verdict())
                .with("approved", ask.approved()).with("sort", ask.sort())
                .with("limit", ask.paging().limit().orElse(ManifestAsk.DEFAULT_LIMIT))
                .with("offset", ask.paging().offset()), ManifestPage.class);
    }

    @Override
    public ListedManifest manifest(String manifestId) {
        return server.get(one(manifestId), Query.NONE, ListedManifest.class);
    }

    @Override
    public StoredReport report(String manifestId) {
        String report = one(manifestId) + "/report";
        String markdown = server.text(report, Query.NONE.with("format", "markdown"));
        ObjectNode json = server.get(report, Query.NONE, ObjectNode.class);
        List<Check> checks = Arrays.asList(Json.mapper().convertValue(json.path("checks"), Check[].class));
        return new StoredReport(json, markdown, Json.mapper().convertValue(json.path("verdict"), Verdict.class),
                checks);
    }

    @Override
    public ManifestEstimate estimate(String manifestId) {
        return server.get(one(manifestId) + "/estimate", Query.NONE, ManifestEstimate.class);
    }

    @Override
    public Optional<EstimateScore> estimateScore(String manifestId) {
        return estimate(manifestId).score();
    }

    @Override
    public Approval approve(String manifestId, String by, String reason) {
        return server.post(one(manifestId) + "/approve", Query.NONE, Map.of("by", by, "reason", reason),
                Approval.class);
    }

    @Override
    public RunStatus start(RunStart asked) {
        return server.post(RUNS, Query.NONE, asked, RunStatus.class);
    }

    @Override
    public RunPage runs(RunAsk ask) {
        return server.get(RUNS, Query.NONE.with("manifest", ask.manifestId()).with("state", ask.state())
                .with("sort", ask.sort().word()).with("limit", ask.limit()).with("offset", ask.offset()),
                RunPage.class);
    }

    @Override
    public RunStatus run(String runId) {
        return server.get(run(runId, ""), Query.NONE, RunStatus.class);
    }

    @Override
    public RunStatus pause(String runId) {
        return server.post(run(runId, "/pause"), Query.NONE, Map.of(), RunStatus.class);
    }

    @Override
    public RunStatus resume(String runId, BudgetWords budget) {
        return server.post(run(runId, "/resume"), Query.NONE, budget, RunStatus.class);
    }

    @Override
    public RunStatus cancel(String runId) {
        return server.post(run(runId, "/cancel"), Query.NONE, Map.of(), RunStatus.class);
    }

    @Override
    public Preview previewRetry(String runId, Optional<String> states) {
        return server.post(run(runId, "/retry"), Query.NONE.with("states", states).with("preview", true), Map.of(),
                Preview.class);
    }

    @Override
    public RetriedRun retry(String runId, Optional<String> states) {
        return server.post(run(runId, "/retry"), Query.NONE.with("states", states), Map.of(), RetriedRun.class);
    }

    @Override
    public Coverage coverage(CoverageAsk ask) {
        Query query = where(ask.manifestId(), ask.where()).with("run", ask.runId()).with("sort", ask.order().word())
                .with("limit", ask.limit()).with("offset", ask.offset());
        String by = ask.by().stream().map(CoverageKey::word).collect(Collectors.joining(","));
        return server.get("/api/v1/coverage", by.isEmpty() ? query : query.with("by", by), Coverage.class);
    }

    @Override
    public CapturePage captures(CaptureAsk ask) {
        return server.sparse(CAPTURES, where(ask.manifestId(), ask.where()).with("sort", ask.order().word())
                .with("limit", ask.limit()).with("offset", ask.offset()), CapturePage.class);
    }

    @Override
    public CaptureJson capture(String captureId) {
        return server.sparse(CAPTURES + "/" + Query.segment(captureId), Query.NONE, CaptureJson.class);
    }

    private static Query where(String manifestId, Map<CoverageKey, Set<String>> where) {
        Query query = Query.NONE.with("manifest", manifestId);
        for (var key : where.entrySet()) {
            query = query.with(key.getKey().word(), key.getValue().stream().sorted().toList());
        }
        return query;
    }

    /**
     * Refuses to wait for a server that downloads nothing, for want of a vendor key; one that has just been started is given
     * a moment.
     *
     * @throws ConfigException when it does not download
     */
    public void refuseUnlessItDownloads() throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            if (!server.get("/api/v1/rate", Query.NONE, Fleet.class).downloaders().isEmpty()) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        throw new ConfigException(
                "the server downloads nothing: it was started without a vendor key; start it with one, or leave --wait out");
    }

    @Override
    public void close() {
        server.close();
    }

    private static String one(String manifestId) {
        return MANIFESTS + "/" + Query.segment(manifestId);
    }

    private static String run(String runId, String call) {
        return RUNS + "/" + Query.segment(runId) + call;
    }
}
