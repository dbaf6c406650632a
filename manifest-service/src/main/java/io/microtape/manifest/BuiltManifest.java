package io.microtape.manifest;

import io.microtape.manifest.bars.Gaps;
import io.microtape.manifest.checks.Concentration;
import io.microtape.manifest.checks.Reproducibility;
import io.microtape.manifest.checks.SymbolShare;
import io.microtape.manifest.checks.Tally;
import io.microtape.manifest.enrichment.SessionLabels;
import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.manifest.report.Dates;
import io.microtape.manifest.report.SampledRejection;
import io.microtape.manifest.selection.FunnelStep;
import io.microtape.manifest.selection.MarginalEffect;
import io.microtape.manifest.selection.QuotaReport;
import io.microtape.manifest.whatif.Comparison;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The report of a build, also stored as {@code report.json}. {@code selected + rejected = inputRows}.
 *
 * @param path             folder of the manifest; where it would be, after a dry run
 * @param duplicates       input rows that were another row of an event already there
 * @param checks           the mandatory ones, then the recommended ones
 * @param sessions         by session as recomputed
 * @param eventTypes       by event type
 * @param quotas           sessions and time buckets: target against achieved
 * @param concentration       of the selected events
 * @param concentrationBefore of the distinct events that there were to select from
 * @param busiestSymbols   the symbols with most events, busiest first, at most twenty
 * @param marginalEffects  what one more step of each cap and threshold would give
 * @param rejectionsSample a few rejections of every kind, see {@link SampledRejection}
 * @param barGaps          trading days on which symbols of the daily bars have no bar
 * @param estimate         what capturing it will cost, as the ledger knew at the time of this build
 * @param alreadyExisted   whether an earlier build had stored the same manifest, so that nothing was written
 * @param parentId         the manifest that this one was appended to
 * @param comparison       what an earlier manifest has that this one has not, and the other way round, if asked for
 */
public record BuiltManifest(String manifestId, String path, String profile, String contentHash, String configHash,
        int inputRows, int duplicates, int selected, int rejected, Verdict verdict, List<Check> checks,
        List<FunnelStep> funnel, SessionLabels sessionLabels, SortedMap<String, Tally> sessions, QuotaReport quotas,
        SortedMap<String, Tally> eventTypes, Dates dates, Concentration concentration,
        Concentration concentrationBefore, List<SymbolShare> busiestSymbols, List<MarginalEffect> marginalEffects,
        List<SampledRejection> rejectionsSample, Gaps barGaps, CaptureEstimate estimate,
        Reproducibility reproducibility, boolean alreadyExisted, Optional<String> parentId,
        Optional<Comparison> comparison) {}
