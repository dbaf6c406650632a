package io.microtape.manifest.listing;

import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import java.time.Instant;
import java.util.List;

/** A manifest as it is listed: what the ledger knows of it, and who approved it. */
public record ListedManifest(String manifestId, String profile, Verdict verdict, long inputRows, long selected,
        long rejected, String contentHash, Instant builtAt, List<Approval> approvals) {
    static ListedManifest of(ManifestRecord manifest, List<Approval> approvals) {
        return new ListedManifest(manifest.manifestId(), manifest.profile(), Verdict.valueOf(manifest.verdict()),
                manifest.inputRows(), manifest.selected(), manifest.rejected(), manifest.contentHash(),
                manifest.builtAt(), approvals);
    }
}
