package io.microtape.manifest;

import io.microtape.manifest.append.Parent;
import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.bars.Gaps;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.bars.MinuteBarsReader;
import io.microtape.manifest.checks.Reproducibility;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.estimate.ManifestKinds;
import io.microtape.model.profile.MicroDownload;
import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.Estimator;
import io.microtape.runtime.cost.Pace;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Kept;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.report.BuildReport;
import io.microtape.manifest.report.MarkdownReport;
import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.manifest.store.Draft;
import io.microtape.manifest.store.ManifestIdentity;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.manifest.store.RejectionTable;
import io.microtape.manifest.store.Sidecar;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.manifest.whatif.Comparison;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.MarketCalendar;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * From detected events to a stored manifest. The same events, bars and profile give the same id and the same bytes of
 * {@code manifest.parquet}, in whatever order and under whatever path the files come; a second build writes nothing.
 * The report's estimate, and so the verdict, also depend on what was captured before: they are not part of the manifest's
 * content.
 */
public final class ManifestBuilder {
    private final MarketCalendar calendar;
    private final ManifestStore store;
    private final Estimator estimator;

    public ManifestBuilder(MarketCalendar calendar, ManifestStore store, Estimator estimator) {
        this.calendar = calendar;
        this.store = store;
        this.estimator = estimator;
    }

    /** As one in whose home nothing was captured yet, under the shipped settings: estimates are placeholders. */
    public ManifestBuilder(MarketCalendar calendar, Path manifestsFolder) {
        this(calendar, new ManifestStore(manifestsFolder), new Estimator(List::of, Pace.of(Config.defaults())));
    }

    /** As {@link #build(BuildRequest, Consumer)}, without anybody to tell. */
    public BuiltManifest build(BuildRequest request) {
        return build(request, _ -> {});
    }

    /**
     * Builds a manifest.
     *
     * @param doing is told of each phase when it begins
     * @throws TableException            when an input cannot be used or the folder cannot be written; the message names
     *                                   file, column and remedy
     * @throws TamperedManifestException when what is stored under the manifest's id was changed
     */
    public BuiltManifest build(BuildRequest request, Consumer<BuildPhase> doing) {
        Profile profile = request.profile();
        if (request.compare().isPresent() && !request.dryRun()) {
            throw new TableException("a comparison belongs to a dry run: a stored report is about one manifest alone");
        }
        Ready ready = ready(request, doing);
        if (ready.rejections().isPresent()) {
            doing.accept(BuildPhase.WRITING);
            BuiltManifest report = ready.report();
            store.publish(ready.draft(), ready.rejections().get(),
                    Map.of(StoredReport.JSON, Json.pretty(report), StoredReport.MARKDOWN, MarkdownReport.of(report),
                            Sidecar.NAME, Json.pretty(sidecar(profile, report, ready.draft().identity()))));
        }
        return ready.report();
    }

    /**
     * All that is to be written, when nothing but that need be held any more.
     *
     * @param rejections nothing when nothing is to be written
     */
    private CaptureEstimate estimate(Draft draft, MicroDownload download) {
        return estimator.of(ManifestKinds.of(draft.events(), download), download.tapes());
    }

    private record Ready(Draft draft, BuiltManifest report, Optional<Table> rejections) {}

    private Ready ready(BuildRequest request, Consumer<BuildPhase> doing) {
        Profile profile = request.profile();
        Optional<Parent> parent = request.append().map(id -> Parent.read(store.path(id), profile));
        Chosen chosen = choose(request, parent, doing);
        doing.accept(BuildPhase.REPORTING);
        Selection selection = chosen.selection();
        Draft draft = Draft.of(selection, profile, parent.map(Parent::manifestId));
        boolean exists = store.holds(draft.identity());
        if (exists && !request.dryRun()) {
            store.share(draft.identity().manifestId());
        }
        var made = new Reproducibility(selection.events().files(), chosen.dailyBars(), chosen.minuteBars(),
                draft.identity().configHash(), Enrichment.VERSION, Selector.RECIPE_VERSION, Software.version());
        BuiltManifest report = BuildReport.of(profile, selection, draft.identity(),
                new BuildReport.Facts(chosen.barGaps(), estimate(draft, profile.microDownload()), made,
                        store.path(draft.identity().manifestId()), exists,
                        request.compare().map(id -> Comparison.of(store.path(id), draft, selection, profile))));
        return new Ready(draft, report,
                exists || request.dryRun() ? Optional.empty() : Optional.of(RejectionTable.of(selection)));
    }

    /** A selection, and of the bars what remains to be said: they are large, and nothing needs them any more. */
    private record Chosen(Selection selection, List<FileIdentity> dailyBars, List<FileIdentity> minuteBars,
            Gaps barGaps) {}

    private Chosen choose(BuildRequest request, Optional<Parent> parent, Consumer<BuildPhase> doing) {
        Profile profile = request.profile();
        doing.accept(BuildPhase.READING_EVENTS);
        EventTable given = EventReader.read(request.events(), profile.intradayManifest().carryColumns());
        request.dailyBars().ifPresent(_ -> doing.accept(BuildPhase.READING_DAILY_BARS));
        DailyBars bars = request.dailyBars()
                .map(location -> DailyBarsReader.read(location, calendar, profile.liquidityFilters().ssrHeuristic()))
                .orElse(DailyBars.NONE);
        request.minuteBars().ifPresent(_ -> doing.accept(BuildPhase.READING_MINUTE_BARS));
        MinuteBars minutes = request.minuteBars().map(MinuteBarsReader::read).orElse(MinuteBars.NONE);
        doing.accept(BuildPhase.ENRICHING);
        EventTable events = parent.map(earlier -> earlier.joined(given)).orElse(given);
        Enrichment computed = Enrichment.of(events, calendar, bars, minutes);
        Enrichment enriched = parent.map(earlier -> earlier.joined(computed)).orElse(computed);
        doing.accept(BuildPhase.SELECTING);
        Selection selection = new Selector(profile).select(events, enriched,
                parent.map(earlier -> earlier.kept(events)).orElse(Kept.NONE));
        return new Chosen(selection, bars.files(), minutes.files(), bars.gaps());
    }

    private static Sidecar sidecar(Profile profile, BuiltManifest report, ManifestIdentity identity) {
        Reproducibility made = report.reproducibility();
        return new Sidecar(identity.manifestId(), identity.contentHash(), identity.configHash(),
                identity.enrichmentVersion(), identity.recipeVersion(), identity.parentId(), Software.version(),
                profile, made.events(), made.dailyBars(), made.minuteBars(), report.selected(),
                Instant.now().toString(), host());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown";
        }
    }
}
