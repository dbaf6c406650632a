package io.microtape.manifest.report;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.bars.Gaps;
import io.microtape.manifest.checks.Concentration;
import io.microtape.manifest.checks.MandatoryChecks;
import io.microtape.manifest.checks.RecommendedChecks;
import io.microtape.manifest.checks.Reproducibility;
import io.microtape.manifest.checks.Statistics;
import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.manifest.selection.MarginalEffects;
import io.microtape.manifest.whatif.Comparison;
import io.microtape.manifest.selection.QuotaReport;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.store.ManifestIdentity;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Verdict;
import io.microtape.model.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what there is to say about a selection. */
public final class BuildReport {
    private static final int REPORTED_SYMBOLS = 20;
    private static final int SAMPLED_REJECTIONS = 60;

    private BuildReport() {}

    /**
     * What a build knows beside its selection.
     *
     * @param path    where the manifest is, or will be
     * @param existed whether it was stored before
     */
    public record Facts(Gaps barGaps, CaptureEstimate estimate, Reproducibility reproducibility, Path path,
            boolean existed, Optional<Comparison> comparison) {}

    /** The report of a build. */
    public static BuiltManifest of(Profile profile, Selection selection, ManifestIdentity identity, Facts facts) {
        Statistics statistics = Statistics.of(selection);
        Reproducibility reproducibility = facts.reproducibility();
        boolean barsGiven = !reproducibility.dailyBars().isEmpty();
        List<Check> checks = new ArrayList<>(
                new MandatoryChecks(profile, barsGiven).of(statistics, facts.estimate(), reproducibility));
        checks.addAll(new RecommendedChecks(profile, barsGiven).of(statistics, selection.enriched().sessionLabels()));
        int rows = selection.events().rows();
        int selected = selection.rows().length;
        return new BuiltManifest(identity.manifestId(), facts.path().toString(), profile.name(), identity.contentHash(),
                identity.configHash(), rows, selection.duplicates(), selected, rows - selected, Verdict.of(checks),
                checks, selection.funnel(), selection.enriched().sessionLabels(), statistics.bySession(),
                QuotaReport.of(selection, profile.intradayManifest()), statistics.byEventType(),
                Dates.of(statistics), Concentration.of(statistics.bySymbol()),
                Concentration.of(Statistics.symbolShares(selection.events(), selection.candidates())),
                statistics.bySymbol().stream().limit(REPORTED_SYMBOLS).toList(),
                MarginalEffects.of(selection, profile), RejectionSample.of(selection, SAMPLED_REJECTIONS),
                facts.barGaps(), facts.estimate(), reproducibility, facts.existed(), identity.parentId(),
                facts.comparison());
    }
}
