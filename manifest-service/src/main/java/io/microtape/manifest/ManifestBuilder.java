package io.microtape.manifest;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.checks.CaptureEstimate;
import io.microtape.manifest.checks.Reproducibility;
import io.microtape.manifest.checks.Statistics;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.report.BuildReport;
import io.microtape.manifest.report.MarkdownReport;
import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.manifest.store.Draft;
import io.microtape.manifest.store.ManifestIdentity;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.manifest.store.Sidecar;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.Software;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.table.TableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * From detected events to a stored manifest. The same events, bars and profile give the same id and the same bytes of
 * {@code manifest.parquet}, in whatever order and under whatever path the files come; a second build writes nothing.
 */
public final class ManifestBuilder {
    private final MarketCalendar calendar;
    private final ManifestStore store;

    public ManifestBuilder(MarketCalendar calendar, Path manifestsFolder) {
        this.calendar = calendar;
        this.store = new ManifestStore(manifestsFolder);
    }

    /**
     * Builds a manifest.
     *
     * @throws TableException            when an input cannot be used or the folder cannot be written; the message names
     *                                   file, column and remedy
     * @throws TamperedManifestException when what is stored under the manifest's id was changed
     */
    public BuiltManifest build(BuildRequest request) {
        EventTable events = EventReader.read(request.events());
        DailyBars bars = request.dailyBars().map(DailyBarsReader::read).orElse(DailyBars.NONE);
        Selection selection = new Selector(request.profile()).select(events, Enrichment.of(events, calendar, bars));
        Draft draft = Draft.of(selection, request.profile());
        boolean exists = store.holds(draft.identity());
        BuiltManifest report = report(request.profile(), selection, bars, draft.identity(), exists);
        if (!exists && !request.dryRun()) {
            store.publish(draft, Map.of(StoredReport.JSON, Json.pretty(report), StoredReport.MARKDOWN,
                    MarkdownReport.of(report),
                    Sidecar.NAME, Json.pretty(sidecar(request.profile(), selection, bars, draft.identity()))));
        }
        return report;
    }

    private BuiltManifest report(Profile profile, Selection selection, DailyBars bars, ManifestIdentity identity,
            boolean exists) {
        Statistics statistics = Statistics.of(selection);
        CaptureEstimate estimate = CaptureEstimate.placeholder(statistics.windows(), profile.microDownload().tapes());
        var reproducibility = new Reproducibility(selection.events().files(), bars.files(), identity.configHash(),
                identity.enrichmentVersion(), identity.recipeVersion(), Software.version());
        return BuildReport.of(profile, selection, statistics, estimate, reproducibility, identity,
                store.path(identity.manifestId()), exists);
    }

    private static Sidecar sidecar(Profile profile, Selection selection, DailyBars bars, ManifestIdentity identity) {
        return new Sidecar(identity.manifestId(), identity.contentHash(), identity.configHash(),
                identity.enrichmentVersion(), identity.recipeVersion(), Software.version(), profile,
                selection.events().files(), bars.files(), selection.rows().length, Instant.now().toString(), host());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown";
        }
    }
}
