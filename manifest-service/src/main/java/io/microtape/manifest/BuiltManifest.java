package io.microtape.manifest;

import io.microtape.manifest.checks.SymbolShare;
import io.microtape.manifest.checks.Tally;
import io.microtape.manifest.enrichment.SessionLabels;
import io.microtape.manifest.estimate.CaptureEstimate;
import io.microtape.manifest.selection.FunnelStep;
import io.microtape.manifest.whatif.Comparison;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The report of a build, also stored as {@code report.json}. {@code selected + rejected = inputRows}.
 *
 * @param path           folder of the manifest; where it would be, after a dry run
 * @param duplicates     input rows that were another row of an event already there
 * @param sessions       by session as recomputed
 * @param eventTypes     by event type
 * @param busiestSymbols the symbols with most events, busiest first, at most twenty
 * @param estimate       what capturing it will cost, as the ledger knew at the time of this build
 * @param alreadyExisted whether an earlier build had stored the same manifest, so that nothing was written
 * @param parentId       the manifest that this one was appended to
 * @param comparison     what an earlier manifest has that this one has not, and the other way round, if asked for
 */
public record BuiltManifest(String manifestId, String path, String profile, String contentHash, String configHash,
        int inputRows, int duplicates, int selected, int rejected, Verdict verdict, List<Check> checks,
        List<FunnelStep> funnel, SessionLabels sessionLabels, SortedMap<String, Tally> sessions,
        SortedMap<String, Tally> eventTypes, List<SymbolShare> busiestSymbols, CaptureEstimate estimate,
        boolean alreadyExisted, Optional<String> parentId, Optional<Comparison> comparison) {

    BuiltManifest comparedWith(Comparison other) {
        return new BuiltManifest(manifestId, path, profile, contentHash, configHash, inputRows, duplicates, selected,
                rejected, verdict, checks, funnel, sessionLabels, sessions, eventTypes, busiestSymbols, estimate,
                alreadyExisted, parentId, Optional.of(other));
    }
}
