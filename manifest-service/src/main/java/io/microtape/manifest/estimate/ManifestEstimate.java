package io.microtape.manifest.estimate;

import io.microtape.runtime.cost.CaptureEstimate;
import java.util.Optional;

/**
 * What a manifest will cost by today's ledger, and how the estimate of its build did.
 *
 * @param estimate of the whole manifest, also where it is captured already
 * @param score    absent while nothing is answered, and when the manifest's report holds no estimate by cell
 */
public record ManifestEstimate(String manifestId, CaptureEstimate estimate, Optional<EstimateScore> score) {}
